#include "d2l/nn/parts_of_batch.hpp"

#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/ops/slicing.hpp"

namespace d2l::nn {
namespace {

thread_local PartsOfBatch* current = nullptr;

}  // namespace

PartsOfBatch::PartsOfBatch(std::int64_t examples)
    : before_(std::exchange(current, this)), examples_(examples), end_(examples) {}
PartsOfBatch::~PartsOfBatch() { current = before_; }

void PartsOfBatch::start(std::int64_t begin, std::int64_t end) {
  if (begin < 0 || begin >= end || end > examples_)
    throw IndexError(
        fmt::format("PartsOfBatch: {} to {} are no part of a batch of {} examples", begin, end, examples_));
  begin_ = begin;
  end_ = end;
  asked_ = 0;
}

Tensor<> PartsOfBatch::rows_of_next(const Shape& shape, const std::function<Tensor<>(const Shape& shape)>& draw) {
  if (shape.empty() || shape[0] != end_ - begin_)
    throw ShapeError(fmt::format("PartsOfBatch: a layer draws for shape {}; the part has {} examples", to_string(shape),
                                 end_ - begin_));
  if (asked_ == drawn_.size()) {
    auto whole = shape;
    whole[0] = examples_;
    drawn_.push_back(draw(whole));
  }
  return drawn_[asked_++].slice(0, begin_, end_);
}

Tensor<> drawn_for(const Shape& shape, const std::function<Tensor<>(const Shape& shape)>& draw) {
  return current ? current->rows_of_next(shape, draw) : draw(shape);
}

}  // namespace d2l::nn
