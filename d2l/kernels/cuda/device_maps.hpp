#pragma once

// The elementwise loop of each kind of device that device_kinds.hpp knows. What includes this is compiled by nvcc.

#include "d2l/kernels/cpu/map.hpp"
#include "d2l/kernels/cuda/map.hpp"
