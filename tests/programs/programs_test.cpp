// The programs as their readers use them.
#include "support/programs.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <regex>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <d2l/program/options.hpp>

#include "support/contains.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"
#include "trainings.hpp"

namespace {

nlohmann::json results_of(const std::string& command) {
  const ScratchFolder folder;
  return run(folder, command).record["results"];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(programs)

BOOST_AUTO_TEST_CASE(help_shows_an_example_the_options_and_the_page) {
  for (const auto& name : all_programs()) {
    const auto help = shell(name + " --help");
    BOOST_TEST(help.status == 0);
    BOOST_TEST(contains(help.output, "example: " + name));
    BOOST_TEST(contains(help.output, "--seed N"));
    const auto page = help.output.find("docs/");
    BOOST_REQUIRE(page != std::string::npos);
    BOOST_TEST(shell(name + " -h").output == help.output);
  }
  BOOST_TEST(contains(shell("compare --help").output, "softmax-regression"));
}

BOOST_AUTO_TEST_CASE(the_page_of_an_experiment_is_its_programs) {
  BOOST_TEST(d2l::program::Options("adam/path", "The path of Adam", "7.8").page() == "docs/07/adam.md");
}

BOOST_AUTO_TEST_CASE(the_pages_that_help_names_are_there) {
  auto names = all_programs();
  names.emplace_back("compare");
  for (const auto& name : names) {
    const auto help = shell(name + " --help").output;
    const auto at = help.rfind("docs/");
    const auto page = help.substr(at, help.find('\n', at) - at);
    BOOST_TEST(std::filesystem::exists(std::string(D2L_SOURCE_DIR) + "/" + page), page);
  }
}

BOOST_AUTO_TEST_CASE(version_names_what_the_build_is_made_of) {
  const auto version = shell("fashion-mnist --version");
  BOOST_TEST(version.status == 0);
  for (const auto* part : {"d2l ", "compiler: ", "BLAS: ", "oneDNN: ", "CUDA: "})
    BOOST_TEST(contains(version.output, part));
}

BOOST_AUTO_TEST_CASE(the_record_holds_what_the_contract_says) {
  const ScratchFolder folder;
  const auto file = folder.file("r.json");
  BOOST_REQUIRE_EQUAL(
      shell("softmax-regression-scratch --limit 300 --epochs 2 --lr 0.2 --seed 9 --threads 1 --record " + file).status,
      0);
  const auto record = nlohmann::json::parse(std::ifstream(file));
  BOOST_TEST(record["program"] == "softmax-regression-scratch");
  BOOST_TEST(record["section"] == "3.6");
  BOOST_TEST(record["seed"] == 9);
  BOOST_TEST(record["device"] == "cpu");
  BOOST_TEST(record["threads"] == 1);
  const nlohmann::json options{{"epochs", 2}, {"batch_size", 256}, {"lr", 0.2}, {"limit", 300}};
  BOOST_TEST(record["options"] == options);
  BOOST_REQUIRE_EQUAL(record["epochs"].size(), 2);
  BOOST_TEST(record["epochs"][1]["epoch"] == 2);
  for (const auto* key : {"loss", "train_acc", "test_acc", "seconds"}) BOOST_TEST(record["epochs"][0][key].is_number());
  BOOST_TEST(record["results"].is_object());
}

BOOST_AUTO_TEST_CASE(init_goes_on_from_save_init_to_the_last_digit) {
  const ScratchFolder folder;
  const auto init = folder.file("i.safetensors");
  const auto run = [&](const std::string& options) {
    const auto outcome = shell("softmax-regression-scratch --limit 500 --epochs 2 --threads 1 --record " +
                               folder.file("r.json") + options);
    BOOST_REQUIRE_MESSAGE(outcome.status == 0, outcome.output);
    return nlohmann::json::parse(std::ifstream(folder.file("r.json")))["epochs"][1]["loss"];
  };
  const auto first = run(" --seed 4 --save-init " + init);
  BOOST_TEST(run(" --seed 99 --init " + init) == first);
}

BOOST_AUTO_TEST_CASE(slopes_and_sizes_are_those_of_the_formulas) {
  const auto curves = results_of("activations");
  for (std::size_t i = 0; i < curves["x"].size(); ++i) {
    const auto x = curves["x"][i].get<double>(), y = 1 / (1 + std::exp(-x));
    BOOST_CHECK_SMALL(curves["relu"]["slope"][i].get<double>() - (x > 0), 1e-6);
    BOOST_CHECK_SMALL(curves["sigmoid"]["slope"][i].get<double>() - y * (1 - y), 1e-6);
    BOOST_CHECK_SMALL(curves["tanh"]["slope"][i].get<double>() - (1 - std::pow(std::tanh(x), 2)), 1e-6);
  }
  // 100 layers of 64 units, whose weights deviate by σ, multiply by about (8 σ)^100; 20 % a layer are a wide berth.
  const auto sizes = results_of("numerical-stability")["no activation"];
  for (const auto& [name, factor] : {std::pair("N(0, 1)", 8.0), {"N(0, 0.01)", 0.08}, {"Xavier", 1.0}})
    for (const auto* key : {"last_output", "first_gradient"})
      BOOST_CHECK_SMALL(std::log(sizes[name][key].get<double>()) / 100 - std::log(factor), std::log(1.2));
}

BOOST_AUTO_TEST_CASE(products_and_norms_are_those_computed_by_hand) {
  const auto results = results_of("tensor");
  BOOST_TEST((results["product"] == nlohmann::json{5, 2, 3, 7}));
  BOOST_TEST((results["norms"] == nlohmann::json{5, 7}));
}

// With probability 1 nothing gets past the first hidden layer: only the last bias learns, and all images get one
// answer.
BOOST_AUTO_TEST_CASE(where_all_units_drop_out_nothing_but_a_guess_is_learned) {
  for (const std::string program : {"dropout-scratch", "dropout-concise"}) {
    const ScratchFolder folder;
    const auto epochs = run(folder, program + " --limit 600 --epochs 3 --dropout 1,1 --lr 0.1").record["epochs"];
    BOOST_CHECK_CLOSE(epochs[2]["loss"].get<double>(), std::log(10), 2);
  }
}

// Their training is chaotic, so the bounds are wide.
BOOST_AUTO_TEST_CASE(a_line_cannot_part_the_spiral_and_a_large_network_learns_its_wrong_labels) {
  const auto results = results_of("spiral");
  const auto error = [&](const char* model, const char* part) { return results[model][part].get<double>(); };
  BOOST_TEST(error("linear", "test") > 0.2);
  BOOST_TEST(error("one hidden layer of 16", "test") < 0.15);
  BOOST_TEST(error("two hidden layers of 256", "train") < 0.06);  // a tenth of the labels are wrong
  BOOST_TEST(error("two hidden layers of 256", "test") > error("two hidden layers of 256", "train"));
}

// The noise has a variance of 9; a line misses more than that, however many examples there are.
BOOST_AUTO_TEST_CASE(more_examples_help_the_model_that_is_large_enough) {
  const auto results = results_of("model-selection --seed 3");
  const auto line = results["learning curve of degree 1"].get<std::vector<double>>();
  const auto larger = results["learning curve of degree 6"].get<std::vector<double>>();
  BOOST_TEST(std::ranges::is_sorted(larger, std::greater()));
  BOOST_CHECK_CLOSE(larger.back(), 9, 15);
  BOOST_TEST(line.front() < larger.front());
  const auto training = results["learning curve of degree 6, training"].get<std::vector<double>>();
  BOOST_TEST(std::ranges::is_sorted(training));
  BOOST_TEST(training.back() < larger.back());
  BOOST_TEST(line.back() > 60);
}

// Where nothing drops out the two styles' masks are the same, whatever they are drawn by.
BOOST_AUTO_TEST_CASE(without_dropout_the_two_styles_are_the_same_network) {
  const auto outcome = shell("compare dropout --limit 600 --epochs 2 --dropout 0,0");
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(contains(outcome.output, "dropout 0,0, "), outcome.output);
  BOOST_TEST(contains(outcome.output, "  0.0e+00  in the losses of the epochs"), outcome.output);
  BOOST_TEST(contains(shell("compare dropout --limit 600 --epochs 1 --dropout 1,0.5").output, "dropout 1,0.5, "));
  const auto twice = shell("dropout-concise --limit 600 --epochs 1 --dropout 0,0").output;
  BOOST_TEST(std::regex_search(twice, std::regex(R"(net\.train\(\): (\S+), \1\n)")), twice);
}

BOOST_AUTO_TEST_CASE(what_gradient_descent_finds_is_what_the_formulas_say) {
  const auto descent = results_of("gradient-descent --seed 2 --lr 0.2");
  for (const auto& [name, factor] : {std::pair("lr=0.2", 0.6), {"lr=0.05", 0.9}, {"lr=1.1", -1.2}})
    BOOST_CHECK_CLOSE(descent["one_dimension"][name].back().get<double>(), 10 * std::pow(factor, 10), 1e-9);
  BOOST_CHECK_CLOSE(descent["two_dimensions"]["gradient descent"][0].get<double>(), -5 * std::pow(0.6, 20), 1e-3);
  BOOST_CHECK_CLOSE(descent["distance"]["lr=0.1"][0].get<double>(), std::sqrt(0.1 / (2 * (2 - 0.2))), 5);
  BOOST_CHECK_CLOSE(descent["distance"]["lr=0.1"][1].get<double>(), std::sqrt(0.1 / (4 * (2 - 0.4))), 5);

  const auto points = results_of("optimization --seed 2");
  for (const auto* start : {"from 0.3", "from 1.8"})
    BOOST_CHECK_SMALL(points["minima"][start][0].get<double>() - 1.0904, 1e-4);
  BOOST_CHECK_SMALL(points["eigenvalues"]["x² - y²"][0].get<double>() + 2, 1e-6);
  BOOST_CHECK_SMALL(points["eigenvalues"]["x² - y²"][1].get<double>() - 2, 1e-6);
  BOOST_CHECK_SMALL(points["shares_of_minima"][1].get<double>() - (2 - std::sqrt(2)) / 4, 0.01);
}

BOOST_AUTO_TEST_CASE(a_lesson_in_steps_shows_statements_values_and_errors) {
  const auto tensors = shell("tensor").output, gradients = shell("autograd").output;
  for (const auto* part :
       {"> x = rand({5, 3})\ntensor([[0.4963, 0.7682, 0.0885],", "> y.numel()\n15\n",
        "> x.view({4, 4})\nerror: view: 15 elements do not fill the shape (4, 4)\n",
        "y = x.view({6})                         shares\n", "y = x.clone()                           copies\n"})
    BOOST_TEST(contains(tensors, part), part);
  for (const auto* part :
       {"> out.backward()\n> x.grad()\ntensor([[4.5000, 4.5000],\n", "> q.is_leaf()\nfalse\n",
        "> y.backward()\nerror: backward: the graph of mul was freed by an earlier backward through it"})
    BOOST_TEST(contains(gradients, part), part);
}

BOOST_AUTO_TEST_CASE(z_plus_1_lies_elsewhere_and_z_plus_equals_1_where_z_was) {
  const auto output = shell("tensor").output;
  const std::string address = "> z.data_ptr()\n";
  std::vector<std::string> addresses;
  for (auto at = output.find(address); at != std::string::npos; at = output.find(address, at + 1))
    addresses.push_back(
        output.substr(at + address.size(), output.find('\n', at + address.size()) - at - address.size()));
  BOOST_REQUIRE_EQUAL(addresses.size(), 5);
  BOOST_TEST(addresses[1] != addresses[0]);
  for (std::size_t i = 2; i < 5; ++i) BOOST_TEST(addresses[i] == addresses[1]);
}

BOOST_AUTO_TEST_CASE(by_hand_and_by_autograd_are_the_same_and_memory_is_what_the_formula_says) {
  const auto results = results_of("backprop --seed 3");
  BOOST_TEST(results["largest_difference"].get<double>() <= 1e-5);
  // h for the second product and the logarithms of the probabilities, floats; beyond them the nodes of the graph.
  for (const int n : {128, 256, 512, 1024}) {
    const auto kept = results["kept_for_batch_" + std::to_string(n)].get<double>(), floats = n * (256 + 10) * 4.0;
    BOOST_TEST(kept >= floats);
    BOOST_TEST(kept <= 1.05 * floats);
  }
}

BOOST_AUTO_TEST_CASE(a_graph_is_written_in_the_language_of_graphviz) {
  const ScratchFolder folder;
  for (const std::string name : {"autograd", "backprop"}) {
    BOOST_REQUIRE_EQUAL(shell(name + " --plot " + folder.file("graph.dot")).status, 0);
    const auto dot = bytes_of(folder.file("graph.dot"));
    BOOST_TEST(dot.starts_with("digraph {"));
    BOOST_TEST(contains(shell(name + " --plot terminal").output, dot));
  }
}

BOOST_AUTO_TEST_CASE(figures_are_drawn) {
  const ScratchFolder folder;
  std::vector<std::string> commands{"fashion-mnist --limit 20",
                                    "softmax-regression-concise --limit 3 --epochs 1",  // curves of one point
                                    "compare softmax-regression --limit 20 --epochs 2",
                                    "compare weight-decay --epochs 2",
                                    "compare momentum",
                                    "linear-regression-concise --epochs 1",
                                    "autograd",
                                    "activations",
                                    "spiral",
                                    "backprop",
                                    "numerical-stability",
                                    "model-selection",
                                    "conv-layer",
                                    "optimization",
                                    "gradient-descent",
                                    "optimizer-race --limit 300 --epochs 1",
                                    "imperative-symbolic",
                                    "parallel"};
  for (const auto* more : {&trainings(), &large_trainings()})
    commands.insert(commands.end(), more->begin(), more->end());
  for (const auto& command : commands) {
    const auto file = folder.file("figure.svg");
    const auto outcome = shell(command + " --plot " + file);
    BOOST_REQUIRE_MESSAGE(outcome.status == 0, command << ": " << outcome.output);
    BOOST_TEST(contains(bytes_of(file), "</svg>"), command);
    std::filesystem::remove(file);
  }
}

BOOST_AUTO_TEST_CASE(the_dataset_is_looked_for_in_the_order_of_the_contract) {
  const ScratchFolder given, variable, cache;
  write_small_fashion_mnist(given.path(), 11);
  write_small_fashion_mnist(variable.path(), 12);
  write_small_fashion_mnist(cache.path() / "d2l", 13);
  const auto environment = "D2L_DATA_DIR=" + variable.path().string() + " XDG_CACHE_HOME=" + cache.path().string();
  BOOST_TEST(
      contains(shell(environment + " fashion-mnist --data-dir " + given.path().string()).output, "(11, 28, 28)"));
  BOOST_TEST(contains(shell(environment + " fashion-mnist").output, "(12, 28, 28)"));
  BOOST_TEST(contains(shell("XDG_CACHE_HOME=" + cache.path().string() + " fashion-mnist").output, "(13, 28, 28)"));
}

BOOST_AUTO_TEST_SUITE_END()
