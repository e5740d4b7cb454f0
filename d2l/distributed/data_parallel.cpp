#include "d2l/distributed/data_parallel.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "d2l/autograd/node.hpp"
#include "d2l/core/error.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/nn/parts_of_batch.hpp"
#include "d2l/ops/ops.hpp"

namespace d2l::distributed {
namespace {

using NamedParameters = std::vector<std::pair<std::string, Tensor<>>>;

// The last parameters' gradients come first.
std::vector<Range> buckets_of(const NamedParameters& parameters, std::int64_t bucket_bytes) {
  std::vector<Range> buckets;
  std::int64_t bytes = 0;
  for (auto i = std::ssize(parameters) - 1; i >= 0; --i) {
    const auto its = parameters[static_cast<std::size_t>(i)].second.numel() * std::int64_t{sizeof(float)};
    if (buckets.empty() || bytes + its > bucket_bytes) {
      buckets.push_back({i, i + 1});
      bytes = 0;
    }
    buckets.back().begin = i;
    bytes += its;
  }
  return buckets;
}

// A shard's part of what a buffer becomes, as floats; of whole numbers that of the first shard: they count, up to 2^24,
// and there is nothing between 1 and 2.
Tensor<> part_of_buffer(const AnyTensor& buffer, double weight, bool is_first) {
  return std::visit(
      [&]<class T>(const Tensor<T>& x) {
        return x.template to<float>().flatten() * (std::floating_point<T> ? weight : is_first ? 1.0 : 0.0);
      },
      buffer);
}

void set_buffer(const AnyTensor& buffer, const Tensor<>& numbers) {
  std::visit([&]<class T>(const Tensor<T>& x) { x.copy_(numbers.to(x.device()).template to<T>().view(x.shape())); },
             buffer);
}

std::int64_t numel_of(const AnyTensor& buffer) {
  return std::visit([](const auto& x) { return x.numel(); }, buffer);
}

}  // namespace

// What one step knows of its batch.
class DataParallel::Step {
 public:
  Step(DataParallel& all, std::int64_t n)
      : all_(all),
        n_(n),
        layout_{.shards = std::min(all.options_.shards, n), .of = all.options_.shards, .processes = all.group_->size()},
        gradients_(all.parameters_.size(), TreeSum(layout_.shards)),
        rest_(layout_.shards),
        buffers_(all.net_->named_buffers()) {
    for (const auto& bucket : all.buckets_) {
      missing_.push_back(bucket.size());
      sums_.push_back(sum_of_bucket(std::ssize(sums_)));
    }
    sums_.push_back(sum_of_bucket(std::ssize(sums_)));  // of the rest
  }
  ~Step() { *all_.on_gradient_ = nullptr; }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

  void compute(const LossesOf& losses_of);
  Tensor<> finish();

 private:
  SumOverShards sum_of_bucket(std::int64_t bucket) const {
    return {*all_.group_, layout_, all_.options_.summation, Group::first_tag + static_cast<int>(bucket)};
  }
  void compute_shard(Range examples, const LossesOf& losses_of);
  void arrive(std::size_t parameter);
  void take(std::size_t i);
  void start_buckets(const std::function<bool(std::size_t bucket)>& is_ready);
  void start_bucket(std::size_t bucket);
  std::size_t bucket_of(std::size_t parameter) const;
  void start_rest();
  void set_gradients(std::size_t bucket);
  Tensor<> finish_rest();
  bool is_alone() const { return all_.group_->size() == 1; }
  bool is_last() const { return shard_ + 1 == layout_.shards_of(all_.group_->rank()).end; }
  const Tensor<>& parameter(std::size_t i) const { return all_.parameters_[i].second; }

  DataParallel& all_;
  std::int64_t n_;
  Layout layout_;
  std::vector<TreeSum> gradients_;     // by parameter
  TreeSum rest_;                       // the losses' sum, and the buffers
  std::vector<SumOverShards> sums_;    // by bucket, and of the rest
  std::vector<std::int64_t> missing_;  // how many gradients of the last shard each bucket waits for
  std::size_t next_ = 0;               // the first bucket that is not on its way
  NamedTensors buffers_;
  std::int64_t shard_ = 0;
  std::optional<std::size_t> arriving_;
};

void DataParallel::Step::compute(const LossesOf& losses_of) {
  std::vector<AnyTensor> start;
  for (const auto& [name, buffer] : buffers_)
    start.push_back(std::visit([](const auto& x) -> AnyTensor { return x.clone(); }, buffer));
  nn::PartsOfBatch parts(n_);
  *all_.on_gradient_ = [this](std::size_t i) { arrive(i); };
  const auto [begin, end] = layout_.shards_of(all_.group_->rank());
  for (shard_ = begin; shard_ < end; ++shard_) {
    const auto examples = piece_of(n_, layout_.shards, shard_);
    parts.start(examples.begin, examples.end);
    for (std::size_t i = 0; shard_ != begin && i < buffers_.size(); ++i)
      std::visit([&]<class T>(const Tensor<T>& x) { x.copy_(std::get<Tensor<T>>(start[i])); }, buffers_[i].second);
    compute_shard(examples, losses_of);
  }
}

void DataParallel::Step::compute_shard(Range examples, const LossesOf& losses_of) {
  all_.optimizer_->zero_grad();
  const auto losses = losses_of(examples);
  if (losses.shape() != Shape{examples.size()})
    throw ValueError(
        fmt::format("DataParallel: losses of shape {} for the {} examples of a shard; it takes one for each",
                    to_string(losses.shape()), examples.size()));
  const auto loss = losses.sum();
  (loss / static_cast<float>(n_)).backward();

  const double weight = static_cast<double>(examples.size()) / static_cast<double>(n_);
  std::vector<Tensor<>> rest{loss.detach().view({1})};
  for (const auto& [name, buffer] : buffers_) rest.push_back(part_of_buffer(buffer, weight, shard_ == 0));
  rest_.add({shard_, shard_ + 1}, cat(rest));
  for (std::size_t i = 0; i < gradients_.size(); ++i) take(i);
}

// Called in a backward, when a parameter's gradient is there but not yet in its place: that of the one before is.
void DataParallel::Step::arrive(std::size_t parameter) {
  if (is_alone() || !is_last()) return;
  if (arriving_) {
    take(*arriving_);
    --missing_[bucket_of(*arriving_)];
    start_buckets([&](std::size_t bucket) { return missing_[bucket] == 0; });
    for (std::size_t bucket = 0; bucket < next_; ++bucket) sums_[bucket].advance();
  }
  arriving_ = parameter;
}

// In one order in all processes: some engines tell their sums apart by it.
void DataParallel::Step::start_buckets(const std::function<bool(std::size_t bucket)>& is_ready) {
  while (next_ < missing_.size() && is_ready(next_)) start_bucket(next_++);
}

std::size_t DataParallel::Step::bucket_of(std::size_t parameter) const {
  const auto place = static_cast<std::int64_t>(parameter);
  const auto holds = [&](Range bucket) { return bucket.begin <= place && place < bucket.end; };
  return static_cast<std::size_t>(std::ranges::find_if(all_.buckets_, holds) - all_.buckets_.begin());
}

void DataParallel::Step::take(std::size_t i) {
  const auto& nodes = gradients_[i].nodes();
  if (!nodes.empty() && nodes.back().shards.end == shard_ + 1) return;  // while backward ran
  auto gradient = parameter(i).grad();
  if (!gradient.defined())
    throw ValueError(fmt::format("DataParallel: '{}' has no part in the losses; each parameter must have",
                                 all_.parameters_[i].first));
  parameter(i).clear_grad();
  gradients_[i].add({shard_, shard_ + 1}, std::move(gradient));
}

void DataParallel::Step::start_bucket(std::size_t bucket) {
  const auto [begin, end] = all_.buckets_[bucket];
  const auto parameters = std::views::iota(static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
  std::vector<TreeSum::Node> nodes;
  for (std::size_t k = 0; k < gradients_[parameters.front()].nodes().size(); ++k) {
    std::vector<Tensor<>> flat;
    for (const auto i : parameters) flat.push_back(gradients_[i].nodes()[k].sum.flatten());
    nodes.push_back({gradients_[parameters.front()].nodes()[k].shards, cat(flat).cpu()});
  }
  std::int64_t size = 0;
  for (const auto i : parameters) size += parameter(i).numel();
  sums_[bucket].start(std::move(nodes), size);
}

void DataParallel::Step::start_rest() {
  std::int64_t size = 1;
  for (const auto& [name, buffer] : buffers_) size += numel_of(buffer);
  std::vector<TreeSum::Node> nodes;
  for (const auto& [shards, sum] : rest_.nodes()) nodes.push_back({shards, sum.cpu()});
  sums_.back().start(std::move(nodes), size);
}

void DataParallel::Step::set_gradients(std::size_t bucket) {
  const auto [begin, end] = all_.buckets_[bucket];
  const auto sum =
      is_alone() ? Tensor<>() : sums_[bucket].finish().to(parameter(static_cast<std::size_t>(begin)).device());
  std::int64_t place = 0;
  for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
    const auto& p = parameter(i);
    static_cast<GradNode<float>&>(*p.node()).grad =
        is_alone() ? gradients_[i].nodes().front().sum : sum.slice(0, place, place + p.numel()).view(p.shape());
    place += p.numel();
  }
}

Tensor<> DataParallel::Step::finish_rest() {
  const auto rest = sums_.back().finish();
  std::int64_t place = 1;
  for (const auto& [name, buffer] : buffers_) {
    const auto size = numel_of(buffer);
    set_buffer(buffer, rest.slice(0, place, place + size));
    place += size;
  }
  return rest.select(0, 0);
}

Tensor<> DataParallel::Step::finish() {
  if (!is_alone()) start_buckets([](std::size_t /*bucket*/) { return true; });
  start_rest();
  for (std::size_t bucket = 0; bucket < missing_.size(); ++bucket) {
    if (!is_alone()) std::ranges::for_each(sums_, &SumOverShards::advance);
    set_gradients(bucket);
  }
  const auto loss = finish_rest();
  // Whoever had no shard of a short batch has drawn nothing for it.
  if (layout_.shards < layout_.of) all_.broadcast_generator();
  return loss;
}

DataParallel::DataParallel(const Group& group, nn::Module& net, optim::Optimizer& optimizer,
                           const DataParallelOptions& options)
    : group_(&group),
      net_(&net),
      optimizer_(&optimizer),
      options_(options),
      parameters_(net.named_parameters()),
      buckets_(buckets_of(parameters_, options.bucket_bytes)),
      on_gradient_(std::make_shared<std::function<void(std::size_t)>>()) {
  if (options.shards < group.size())
    throw ValueError(
        fmt::format("{} processes and {} shards of a batch: {} would have nothing to do; take fewer "
                    "processes, or more shards",
                    group.size(), options.shards, group.size() - options.shards));
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const auto& p = parameters_[i].second;
    if (!p.requires_grad()) throw ValueError("DataParallel: '" + parameters_[i].first + "' requires no gradient");
    p.node()->want_gradient_early();
    p.register_hook([call = on_gradient_, i](const Tensor<>&) {
      if (*call) (*call)(i);
      return Tensor<>();
    });
  }
}

DataParallel::~DataParallel() { *on_gradient_ = nullptr; }

void DataParallel::broadcast_start() const {
  for (const auto& [name, x] : net_->state_dict())
    std::visit([&](const auto& tensor) { group_->broadcast(tensor); }, x);
  broadcast_generator();
}

void DataParallel::broadcast_generator() const {
  const auto lock = lock_draws(default_generator());
  const auto bytes = default_generator().state();
  const auto state = tensor<std::uint8_t>(bytes, {std::ssize(bytes)});
  group_->broadcast(state);
  default_generator().set_state(state.to_vector());
}

Tensor<> DataParallel::step(std::int64_t n, const LossesOf& losses_of) {
  Step step(*this, n);
  step.compute(losses_of);
  const auto loss = step.finish();
  optimizer_->step();
  optimizer_->zero_grad();
  return loss;
}

}  // namespace d2l::distributed
