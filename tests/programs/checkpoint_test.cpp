// What a checkpoint or a file of initial values says is not taken on trust: it may be damaged, or come from anybody.
#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/sealed.hpp>

#include "support/idx_files.hpp"
#include "support/programs.hpp"
#include "support/scratch_folder.hpp"
#include "trainings.hpp"

BOOST_AUTO_TEST_SUITE(checkpoint, *boost::unit_test::fixture<SmallData>())

// A file may come from anybody: what it says about other files is not obeyed.
BOOST_AUTO_TEST_CASE(a_checkpoint_chooses_no_files) {
  const ScratchFolder folder, nothing;
  const auto state = folder.file("state.safetensors");
  run(folder, "mlp-concise --limit 600 --epochs 1 --save " + state);
  const auto go_on = "mlp-concise --epochs 2 --load " + state;
  const auto expected = run(folder, go_on);
  auto [tensors, metadata] = d2l::load_sealed(state);
  for (const std::string option : {"record", "save", "save-init", "plot", "init", "load", "data-dir", "device", "help"})
    metadata[option] = nothing.file(option + (option == "plot" ? ".svg" : ""));
  d2l::save_sealed(state, tensors, metadata);
  expect_same(run(folder, go_on), expected);
  BOOST_TEST(nothing.names().empty());
}

BOOST_AUTO_TEST_CASE(what_a_checkpoint_says_of_its_run_and_cannot_be_is_the_files_fault) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  run(folder, "mlp-concise --limit 600 --epochs 1 --save " + state);
  const auto [tensors, metadata] = d2l::load_sealed(state);
  for (const auto& [name, value] :
       {std::pair("epochs", "many"), {"seed", "-1"}, {"lr", "nan"}, {"threads", "0"}, {"limit", ""}}) {
    auto changed = metadata;
    changed[name] = value;
    d2l::save_sealed(state, tensors, changed);
    const auto outcome = shell("mlp-concise --load " + state);
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(outcome.output.starts_with("mlp-concise: " + state + ": is damaged: --" + name + ": '" + value + "' is"),
               outcome.output);
    BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
  }
  // The command line's own value comes first, and is its own fault.
  BOOST_TEST(shell("mlp-concise --limit 600 --load " + state).status == 0);
  BOOST_TEST(shell("mlp-concise --limit many --load " + state).status == 2);
}

BOOST_AUTO_TEST_CASE(a_checkpoint_that_does_not_say_all_of_its_run_is_refused) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  run(folder, "dropout-concise --limit 600 --epochs 1 --save " + state);
  const auto [tensors, metadata] = d2l::load_sealed(state);
  const auto expect_refused = [&](const std::string& said) {
    const auto outcome = shell("dropout-concise --epochs 2 --load " + state);
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(outcome.output.starts_with("dropout-concise: " + state + ": " + said), outcome.output);
    BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
  };
  BOOST_TEST(metadata.size() == 9U);
  for (const auto& [name, value] : metadata) {
    auto fewer = metadata;
    fewer.erase(name);
    d2l::save_sealed(state, tensors, fewer);
    expect_refused("does not say the '" + name + "' of its run; ");
  }
  d2l::save_safetensors(state, tensors, metadata);
  expect_refused("has no checksum");
}

// Of 300 bits that are wrong all are found, wherever they are.
BOOST_AUTO_TEST_CASE(a_wrong_bit_in_a_checkpoint_is_found) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors"), damaged = folder.file("damaged.safetensors");
  run(folder, "mlp-scratch --limit 600 --epochs 1 --save " + state);
  const auto good = bytes_of(state);
  std::mt19937 random(3);
  constexpr std::size_t header = 1000;
  for (int i = 0; i < 300; ++i) {
    auto bytes = good;
    const auto end = i % 2 == 0 ? header : bytes.size();
    bytes[std::uniform_int_distribution<std::size_t>(0, end - 1)(random)] ^= static_cast<char>(1 << i % 8);
    write_bytes(damaged, bytes);
    BOOST_CHECK_THROW(d2l::load_sealed(damaged), d2l::FormatError);
    if (i % 30 != 0) continue;
    const auto outcome = shell("mlp-scratch --epochs 2 --load " + damaged + " --save " + state);
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(outcome.output.starts_with("mlp-scratch: " + damaged + ": "), outcome.output);
    BOOST_TEST((bytes_of(state) == good));
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_bit_in_initial_values_is_found) {
  const ScratchFolder folder;
  const auto init = folder.file("init.safetensors");
  run(folder, "linear-regression-concise --epochs 1 --save-init " + init);
  auto bytes = bytes_of(init);
  bytes[bytes.size() - 100] ^= 1;  // in the random stream
  write_bytes(init, bytes);
  const auto outcome = shell("linear-regression-concise --epochs 1 --init " + init + " >/dev/null");
  BOOST_TEST(outcome.status == 1);
  BOOST_TEST(
      outcome.output.starts_with("linear-regression-concise: " + init + ": is not what its checksum was taken of"));
}

BOOST_AUTO_TEST_SUITE_END()
