# D2L_MPI says whether d2l::distributed talks to other processes by MPI (d2l/distributed/mpi). Afterwards D2L_MPI_FOUND is true or false.
set(D2L_MPI auto CACHE STRING "MPI, for trainings by many processes (section 8.4): auto (where it is found), on, or off")
set_property(CACHE D2L_MPI PROPERTY STRINGS auto on off)
string(TOLOWER "${D2L_MPI}" choice)

set(D2L_MPI_FOUND FALSE)
if(choice MATCHES "^(auto|on|true|yes|1)$")
  set(MPI_CXX_SKIP_MPICXX TRUE)  # the C interface alone
  find_package(MPI 3.1 QUIET COMPONENTS CXX)
  set(D2L_MPI_FOUND ${MPI_CXX_FOUND})
  if(NOT D2L_MPI_FOUND AND NOT choice STREQUAL auto)
    message(FATAL_ERROR "D2L_MPI=${D2L_MPI}: no MPI was found; install it (Debian's libopenmpi-dev), or set D2L_MPI=off")
  endif()
elseif(NOT choice MATCHES "^(off|false|no|0)$")
  message(FATAL_ERROR "D2L_MPI=${D2L_MPI} is not one of auto, on, off")
endif()
message(STATUS "MPI: ${D2L_MPI_FOUND}")
