#pragma once

namespace d2l::program {

/// How many records this process has written by save_record: `run` tells by it that a lesson wrote none.
int saved_records();

}  // namespace d2l::program
