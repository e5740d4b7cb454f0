#pragma once

#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/io/safetensors.hpp>

#include "support/contains.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

/// A folder with a small dataset, pretended tools, and the files of a training.
class Place {
 public:
  Place() { write_small_fashion_mnist(data_.path(), 20); }

  // A short training that writes all it can: the old files are there already.
  std::string training(int epochs = 1) const {
    return fmt::format("softmax-regression-scratch --threads 1 --batch-size 10 --epochs {} {} {}", epochs, data(),
                       files());
  }
  std::string files() const {
    return "--record " + file("new.json") + " --save " + file("new.safetensors") + " --plot " + file("new.svg");
  }
  std::string file(const std::string& name) const { return files_.file(name); }

  void write_old_files() const {
    for (const auto& name : names) write_bytes(file(name), "old");
  }

  // Each file is the old one or a new one that is whole, and there is no other.
  void expect_whole_files() const {
    BOOST_TEST(files_.names().size() == names.size());
    for (const auto& name : names) BOOST_TEST((is_old(name) || is_whole(name)), name);
  }
  // What a program that was killed could not take away.
  void remove_temporary_files() const {
    for (const auto& name : files_.names())
      if (name.starts_with(".d2l-")) std::filesystem::remove(file(name));
  }
  bool is_old(const std::string& name) const { return bytes_of(file(name)) == "old"; }
  bool is_whole(const std::string& name) const {
    try {
      if (name.ends_with(".svg")) return contains(bytes_of(file(name)), "</svg>");
      if (name.ends_with(".json")) return nlohmann::json::parse(bytes_of(file(name))).contains("results");
      return d2l::load_safetensors(file(name)).size() > 2;
    } catch (const std::exception&) {
      return false;
    }
  }

  // The options for the dataset alone.
  std::string data() const { return "--data-dir " + data_.path().string(); }

  // The setting of PATH by which a tool is a program that does what these shell commands say.
  std::string with_tool(const std::string& name, const std::string& commands) const {
    write_bytes(tools_.file(name), "#!/bin/sh\n" + commands + "\n");
    std::filesystem::permissions(tools_.file(name), std::filesystem::perms::owner_all);
    return "PATH=" + tools_.path().string() + ":$PATH; ";
  }

  const std::vector<std::string> names{"new.json", "new.safetensors", "new.svg"};

 private:
  ScratchFolder data_, files_, tools_;
};
