#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cost_model.hpp"
#include "doing.hpp"
#include "timing.hpp"

// Trainings by many processes of this machine, beside what the cost model foretells: docs/guide/many-machines.md.
namespace d2l::bench {

/// Throws Error where no processes can be started: without mpirun, or in a build without MPI.
void expect_mpi();

/// The sum over the shards of a list, by so many processes: seconds.
struct MeasuredSum {
  int processes;
  std::int64_t numbers;
  double exact, fast;
};

/// What was measured, medians of all runs.
struct Distributed {
  OneMachine machine;             ///< with what the model takes: the time of a shard, of a message, and of bytes
  std::int64_t parameters;        ///< of the network
  std::vector<int> processes;     ///< by how many it was trained
  std::vector<double> steps;      ///< the seconds of a step by each of them
  double whole_batch;             ///< and by one process that does not cut a batch into shards
  std::vector<MeasuredSum> sums;  ///< by each number of processes but 1
};

/// Trains the MLP by 1, 2, 4 and 8 processes of one thread each, and times their messages, in turn, so many times.
Distributed measure_distributed(const Surroundings& around, int runs, Doing& doing);

/// The tables: measured, and by the model.
std::string to_string(const Distributed& measured);
nlohmann::ordered_json to_json(const Distributed& measured);

}  // namespace d2l::bench
