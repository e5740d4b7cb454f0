#pragma once

// The elementwise loop of each kind of device that device_kinds.hpp knows.

#include "d2l/kernels/cpu/map.hpp"
