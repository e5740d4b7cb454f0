#pragma once

#include <string>

/// What a shell needs in front of what starts processes: Open MPI keeps memory until its end, which AddressSanitizer
/// would report.
inline const std::string with_mpi = "ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" ";

/// Starts any number of processes on any number of cores, as root, too: `mpirun + " -np 2 PROGRAM"`.
inline const std::string mpirun = with_mpi + "mpirun --allow-run-as-root --map-by slot:OVERSUBSCRIBE --bind-to none";
