// Whatever a reader types or whatever lies on the disk: one clear line and exit status 1 or 2, and nothing is lost.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <d2l/program/record.hpp>
#include <d2l/program/run.hpp>

#include "support/contains.hpp"
#include "support/idx_files.hpp"
#include "support/programs.hpp"
#include "support/scratch_folder.hpp"

namespace {

void expect_refusal(const std::string& command, int status, const std::string& said) {
  const auto outcome = shell(command);
  BOOST_TEST_CONTEXT(command << "\n" << outcome.output) {
    BOOST_TEST(outcome.status == status);
    BOOST_TEST(outcome.output.find(said) != std::string::npos, "it should say: " << said);
    BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1, "one line, before the lesson starts");
  }
}

// With damaged data the lesson has printed its hyperparameters already.
void expect_failure(const std::string& command, const std::string& said) {
  const auto outcome = shell(command + " >/dev/null");
  BOOST_TEST_CONTEXT(command << "\n" << outcome.output) {
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(outcome.output.find(said) != std::string::npos, "it should say: " << said);
    BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
  }
}

const std::string program = "softmax-regression-scratch ";

// A data folder of 20 made-up images, of which one file is replaced.
struct Data {
  Data() { write_small_fashion_mnist(folder.path(), 20); }
  std::filesystem::path file(const std::string& name) const { return folder.path() / "fashion-mnist" / (name + ".gz"); }
  std::string command() const { return program + "--epochs 1 --data-dir " + folder.path().string(); }
  ScratchFolder folder;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_input)

BOOST_AUTO_TEST_CASE(a_command_line_that_cannot_be_taken_exits_with_2) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"--nonsense", "unknown option --nonsense"},
      {"--epo 3", "did you mean --epochs?"},
      {"--epo=3", "did you mean --epochs?"},
      {"--epochs -1", "--epochs: '-1' is not a whole number"},
      {"--epochs 0", "--epochs: '0' is not a whole number"},
      {"--epochs 3x", "--epochs: '3x' is not a whole number"},
      {"--epochs 1e3", "--epochs: '1e3' is not a whole number"},
      {"--epochs", "--epochs needs a value"},
      {"--epochs --seed 1", "--epochs needs a value"},
      {"--epochs 1 --epochs 2", "--epochs is given twice"},
      {"--seed -1", "--seed: '-1' is not a whole number"},
      {"--seed x", "--seed: 'x' is not a whole number"},
      {"--seed 18446744073709551616", "--seed: '18446744073709551616' is not a whole number"},
      {"--lr nan", "--lr: 'nan' is not a finite number above 0"},
      {"--lr inf", "--lr: 'inf' is not a finite number above 0"},
      {"--lr 0", "--lr: '0' is not a finite number above 0"},
      {"--lr -0.1", "--lr: '-0.1' is not a finite number above 0"},
      {"--lr 0,1", "--lr: '0,1' is not a finite number above 0"},
      {"--lr +1", "--lr: '+1' is not a finite number above 0"},
      {"--lr 0x1", "--lr: '0x1' is not a finite number above 0"},
      {"--lr 1e", "--lr: '1e' is not a finite number above 0"},
      {"--lr 1e999", "--lr: '1e999' is not a finite number above 0"},
      {"--batch-size 0", "--batch-size: '0' is not a whole number"},
      {"--limit 0", "--limit: '0' is not a whole number"},
      {"--threads 0", "--threads: '0' is not a whole number"},
      {"--device gpu", "--device: "},
      {"--plot figure.bmp", "--plot: "},
      {"--plot graph.dot", "--plot: "},
      {"--no-progress=1", "--no-progress takes no value"},
      {"more", "'more' belongs to no option"}};
  for (const auto& [options, said] : cases) expect_refusal(program + options, 2, said);
  for (const std::string value :
       {"0.5", "0.2,0.5,0.1", "0.2,", "0.2,,0.5", "0.2,1.5", "-0.1,0.5", "0.2,half", "0.2;0.5"})
    expect_refusal("dropout-scratch --dropout '" + value + "'", 2,
                   "--dropout: '" + value + "' is not 2 numbers from 0 to 1 with commas between");
  expect_refusal(program + "--dropout 0,0", 2, "unknown option --dropout");
  expect_refusal("compare", 2, "no model is named");
  expect_refusal("compare perceptron", 2, "there is no model 'perceptron'");
  expect_refusal("compare softmax-regression --epo 3", 2, "did you mean --epochs?");
  expect_refusal("compare softmax-regression --epochs 0", 2, "--epochs: '0' is not a whole number");
}

BOOST_AUTO_TEST_CASE(a_command_line_that_cannot_be_taken_touches_no_file) {
  const ScratchFolder folder;
  const auto record = folder.file("r.json"), save = folder.file("s"), init = folder.file("i"),
             plot = folder.file("p.svg");
  const auto files = " --record " + record + " --save " + save + " --save-init " + init + " --plot " + plot;
  for (const auto& file : {record, save, init, plot}) write_bytes(file, "old");
  expect_refusal(program + "--epo 3" + files, 2, "did you mean --epochs?");
  expect_refusal(program + files + " --epochs 0", 2, "--epochs: '0' is not");
  expect_refusal(program + files + " --device gpu", 2, "--device: ");
  expect_refusal(program + files + " --device cuda:99", 1, "device cuda:99: ");
  expect_refusal(program + files + " --load " + save, 1, save);
  for (const auto& file : {record, save, init, plot}) BOOST_TEST(bytes_of(file) == "old");
  BOOST_TEST(folder.names().size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_record_that_a_lesson_does_not_write_is_an_error) {
  const ScratchFolder folder;
  const auto file = folder.file("record.json");
  const std::vector<const char*> words{"quiet", "--record", file.c_str()};
  const auto status = [&](const auto& lesson) {
    return d2l::program::run({"quiet", "Has no results", "7.8"}, static_cast<int>(words.size()), words.data(), lesson);
  };
  BOOST_TEST(status([](const d2l::program::Arguments&) {}) == 2);
  BOOST_TEST(!std::filesystem::exists(file));
  BOOST_TEST(status([](const d2l::program::Arguments& args) { d2l::program::save_record(args, {}); }) == 0);
  BOOST_TEST(std::filesystem::exists(file));
}

// Else the record of a changed program would be taken for that of the book's.
BOOST_AUTO_TEST_CASE(an_experiment_goes_by_its_own_name) {
  const ScratchFolder folder;
  const auto file = folder.file("record.json");
  const auto recorded = [&](const char* program) {
    const std::vector<const char*> words{program, "--record", file.c_str()};
    d2l::program::run({"adam-scratch", "Adam", "7.8"}, static_cast<int>(words.size()), words.data(),
                      [](const d2l::program::Arguments& args) { d2l::program::save_record(args, {}); });
    return nlohmann::json::parse(std::ifstream(file))["program"];
  };
  BOOST_TEST(recorded("build/bin/experiments/adam/epsilon") == "adam/epsilon");
  BOOST_TEST(recorded("/bin/experiments/build/bin/adam-scratch") == "adam-scratch");
  BOOST_TEST(recorded("adam-scratch") == "adam-scratch");
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_said_before_the_training_starts) {
  const ScratchFolder folder;
  const auto nowhere = folder.file("nowhere/file");
  expect_refusal(program + "--device cuda:99", 1, "device cuda:99: there ");
  expect_refusal(program + "--record " + nowhere + ".json", 1, nowhere);
  expect_refusal(program + "--plot " + nowhere + ".svg", 1, nowhere);
  expect_refusal(program + "--save-init " + nowhere + ".safetensors", 1, nowhere);
  expect_refusal(program + "--init " + nowhere + ".safetensors", 1, nowhere);
  expect_refusal(program + "--record " + folder.path().string(), 1, folder.path().string());
  expect_refusal("compare softmax-regression --record " + nowhere + ".json", 1, nowhere);
  expect_refusal("compare softmax-regression --plot " + nowhere + ".svg", 1, nowhere);
  expect_failure(program + "--data-dir " + nowhere, nowhere + ": there is no such folder");
}

BOOST_AUTO_TEST_CASE(a_training_that_diverges_says_where) {
  for (const std::string name : {"linear-regression-scratch", "linear-regression-concise", "underfit-overfit",
                                 "weight-decay-scratch --epochs 2", "weight-decay-concise --epochs 2"})
    expect_failure(name + " --lr 1e30", "in epoch 1, batch 2: the training diverged; try a smaller --lr");
  for (const std::string name : {"minibatch-sgd-scratch", "momentum-concise", "adam-scratch", "adam-concise"})
    expect_failure(name + " --lr 1e30", "in epoch 1, batch 2: the training diverged; try a smaller --lr");
  for (const std::string name : {"softmax-regression-scratch", "softmax-regression-concise", "mlp-scratch",
                                 "mlp-concise", "dropout-scratch", "dropout-concise"})
    expect_failure(name + " --limit 2560 --epochs 1 --lr 1e38", ": the training diverged; try a smaller --lr");
}

BOOST_AUTO_TEST_CASE(a_batch_larger_than_the_data_is_all_of_it) {
  for (const std::string name : {"linear-regression-scratch", "linear-regression-concise"}) {
    BOOST_TEST(shell(name + " --batch-size 1000").output.substr(50) !=
               shell(name + " --batch-size 500").output.substr(50));
    const auto epochs = [&](const std::string& size) {
      const auto output = shell(name + " --batch-size " + size).output;
      return output.substr(output.find("learned"));
    };
    BOOST_TEST(epochs("1000") == epochs("99999"));
  }
}

BOOST_AUTO_TEST_CASE(damaged_data_is_named) {
  const Data data;
  BOOST_REQUIRE_EQUAL(shell(data.command()).status, 0);
  const auto images = data.file("train-images-idx3-ubyte"), labels = data.file("train-labels-idx1-ubyte");
  const auto good_images = bytes_of(images.string()), good_labels = bytes_of(labels.string());
  const auto with = [&](const std::filesystem::path& file, const std::string& bytes, const std::string& said) {
    write_bytes(file, bytes);
    expect_failure(data.command(), file.string() + ": " + said);
    write_bytes(images, good_images);
    write_bytes(labels, good_labels);
  };
  with(images, good_images.substr(0, good_images.size() / 2), "is damaged or cut off");
  with(images, good_images.substr(0, good_images.size() - 4), "is damaged or cut off");
  with(images, "", "is too short");
  auto corrupt = good_images;
  for (std::size_t i = corrupt.size() / 2; i < corrupt.size() - 8; ++i) corrupt[i] = static_cast<char>(~corrupt[i]);
  with(images, corrupt, "is damaged or cut off");
  with(images, good_images + good_images, "shape (20, 28, 28) with elements of 1 bytes, and 31376 bytes are there");
  with(images, good_images + "more", "has 4 bytes behind its end that are no gzip file");
  with(images, "no IDX file at all", "starts with");
  with(images, good_labels, "starts with 00000801");
  with(images, idx_bytes({20, 28, 28}, std::string(100, 'x')),
       "shape (20, 28, 28) with elements of 1 bytes, and 100 bytes are there");
  with(images, idx_bytes({1000000000, 28, 28}, std::string(100, 'x')), "shape (1000000000, 28, 28) with");
  with(images, idx_bytes({4000000000, 4000000000, 28}, ""), "has the impossible shape (4000000000, 4000000000, 28)");
  with(images, idx_bytes({1, 28, 28}, std::string(785, 'x')),
       "shape (1, 28, 28) with elements of 1 bytes, and 785 bytes are there");
  with(images, idx_bytes({20, 4, 4}, std::string(320, 'x')), "has images of 4 x 4 pixels");
  with(images, idx_bytes({1, 28, 28}, std::string(784, 'x')), "has 1 images, and");
  with(labels, idx_bytes({20}, std::string(20, '\x0a')), "has the label 10");
  write_bytes(labels, idx_bytes({0}, ""));
  with(images, idx_bytes({0, 28, 28}, ""), "has no images");
}

BOOST_AUTO_TEST_CASE(a_table_that_is_not_there_or_damaged_is_named) {
  const ScratchFolder folder;
  const auto command = "momentum-scratch --data airfoil --data-dir " + folder.path().string();
  const auto nowhere = "XDG_CACHE_HOME=" + folder.file("cache") + " " + command;
  expect_failure(nowhere, "airfoil is in none of " + folder.file("airfoil") + ", ");
  BOOST_TEST(!contains(shell(nowhere).output, "Debian"));
  expect_refusal("momentum-scratch --data wings", 2, "--data: there is no 'wings'; it is one of: table, airfoil");

  std::filesystem::create_directory(folder.path() / "airfoil");
  const auto file = folder.file("airfoil/airfoil_self_noise.dat");
  const auto with = [&](const std::string& text, const std::string& said) {
    write_bytes(file, text);
    expect_failure(command, file + ": " + said);
  };
  with("", "has no numbers");
  with("1\t2\t3\t4\t5\t6\r\n1\t2\tx\t4\t5\t6\r\n", "has 'x' in line 2, column 3, which is no finite number");
  with("1\t2\t3\t4\t5\t6\n1\t2\t3\n", "has 3 numbers in line 2, and 6 in its first row");
  with("1 2 3 4 5 6\n", "has 1 rows of 6 numbers, not 1503 of 6");
}

// A name on the disk is any bytes but 0 and /; a record is JSON, and thus UTF-8.
BOOST_AUTO_TEST_CASE(a_folder_whose_name_is_not_utf8_is_recorded_all_the_same) {
  const ScratchFolder folder;
  const auto odd = folder.file("f\xfcr");
  write_small_fashion_mnist(odd, 20);
  const auto outcome =
      shell(program + "--epochs 1 --data-dir " + odd + " --record " + folder.file("r.json") + " >/dev/null");
  BOOST_TEST(outcome.status == 0, outcome.output);
  const auto record = nlohmann::json::parse(bytes_of(folder.file("r.json")));
  BOOST_TEST(record.at("options").at("data_dir") == folder.file("f\uFFFDr"));
}

BOOST_AUTO_TEST_CASE(an_init_file_of_another_model_is_refused) {
  const ScratchFolder folder;
  const auto init = folder.file("init.safetensors");
  BOOST_REQUIRE_EQUAL(shell(program + "--limit 10 --epochs 1 --save-init " + init).status, 0);
  expect_failure("softmax-regression-concise --limit 10 --init " + init, "missing: 1.weight, 1.bias; unexpected: W, b");
  write_bytes(init, "damaged");
  expect_failure(program + "--limit 10 --init " + init, init);
}

BOOST_AUTO_TEST_SUITE_END()
