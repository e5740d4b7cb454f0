#pragma once

namespace d2l::distributed {

/// A process's place among those that were started together (section 8.4).
struct Launch {
  int rank = 0;        ///< from 0
  int size = 1;        ///< how many there are
  int local_rank = 0;  ///< its place among those of its machine
};

/// What mpirun tells a process that it starts, in its environment: known before MPI is asked, and without it. A process
/// that was started by itself is one of one.
Launch launch();

}  // namespace d2l::distributed
