#pragma once

#include <d2l/d2l.hpp>
#include <d2l/distributed/group.hpp>

/// Throws UsageError where --processes asks for another number of processes than there are.
void expect_started(const d2l::distributed::Group& group, const d2l::program::Arguments& args);

/// Throws UsageError where a network with batch normalization would get a shard of one image, whose numbers have no
/// variance.
void expect_large_shards(const d2l::program::Arguments& args, std::int64_t images);

/// The device of this process, where a machine has several GPUs: from --device on, the next one for each process there,
/// and after the last the first again.
d2l::Device own_device(d2l::Device device);

/// Throws GroupError where a process is another build, has other options, other data, or resumes from another state.
void expect_same_start(const d2l::distributed::Group& group, const d2l::program::Arguments& args,
                       const d2l::FashionMnist& train, const d2l::FashionMnist& test);

/// Says how batches are cut, and who has which shards.
void show_shards(const d2l::distributed::Group& group, const d2l::program::Arguments& args);
