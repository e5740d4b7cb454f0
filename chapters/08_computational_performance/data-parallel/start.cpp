#include "start.hpp"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/error.hpp>
#include <d2l/distributed/fingerprint.hpp>
#include <d2l/distributed/launch.hpp>
#include <d2l/distributed/sum_over_shards.hpp>

using namespace d2l;

void expect_started(const distributed::Group& group, const program::Arguments& args) {
  if (args.processes != group.size())
    throw UsageError(fmt::format("--processes {}: {} started here; ./run data-parallel --processes {} starts them all",
                                 args.processes, group.size() == 1 ? "one was" : fmt::format("{} were", group.size()),
                                 args.processes));
  if (args.processes > args.shards)
    throw UsageError(
        fmt::format("--processes {}: a batch has {} shards, so {} would have nothing to do; take fewer, or "
                    "more --shards",
                    args.processes, args.shards, args.processes - args.shards));
}

void expect_large_shards(const program::Arguments& args, std::int64_t images) {
  if (args.model != "lenet") return;
  const auto last = images % args.batch_size;
  for (const auto batch : {std::min(images, args.batch_size), last})
    if (const auto shards = std::min(args.shards, batch); shards > 0 && batch / shards < 2)
      throw UsageError(
          fmt::format("--shards {}: a batch of {} images would leave shards of one, which batch normalization "
                      "cannot take; take fewer shards, or another --batch-size",
                      args.shards, batch));
}

Device own_device(Device device) {
  const auto place = distributed::launch();
  if (device.is_cpu() || place.size == 1) return device;
  return {device.kind, (device.index + place.local_rank) % cuda_device_count()};
}

void expect_same_start(const distributed::Group& group, const program::Arguments& args, const FashionMnist& train,
                       const FashionMnist& test) {
  if (group.size() == 1) return;
  group.expect_same("build", distributed::fingerprint_of_program());
  auto options = program::options_of(args);
  group.expect_same("options", fmt::format("{}", fmt::join(options, ", ")));
  group.expect_same("data", distributed::fingerprint({{"train images", train.images()},
                                                      {"train labels", train.labels()},
                                                      {"test images", test.images()},
                                                      {"test labels", test.labels()}}));
  for (const auto& file : {args.load, args.init})
    if (file) group.expect_same(file->string(), distributed::fingerprint_of_file(*file));
}

void show_shards(const distributed::Group& group, const program::Arguments& args) {
  const auto shards = std::min(args.shards, args.batch_size);
  const auto first = distributed::piece_of(args.batch_size, shards, 0).size();
  const auto last = distributed::piece_of(args.batch_size, shards, shards - 1).size();
  std::cout << fmt::format("{} {} a batch, of {} images; process", shards, shards == 1 ? "shard" : "shards",
                           first == last ? fmt::to_string(first) : fmt::format("{} or {}", last, first));
  for (int rank = 0; rank < group.size(); ++rank) {
    const distributed::Layout layout{.shards = shards, .of = args.shards, .processes = group.size()};
    std::cout << fmt::format("{} {} has {}", rank == 0 ? "" : ",", rank, layout.shards_of(rank).size());
  }
  std::cout << '\n';
}
