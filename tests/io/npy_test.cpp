#include <span>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/npy.hpp>
#include <d2l/ops/ops.hpp>

#include "support/any_tensor.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

// What NumPy wrote: tests/fixtures/make_npy.py.
std::string by_numpy(const std::string& name) { return std::string(D2L_FIXTURES_DIR) + "/npy/" + name + ".npy"; }

const auto X = tensor({{0.5F, -1, 2}, {3, 4, 1e30F}});

}  // namespace

BOOST_AUTO_TEST_SUITE(npy)

BOOST_AUTO_TEST_CASE(what_numpy_wrote_is_read) {
  expect_equal(load_npy(by_numpy("float32")), X);
  expect_equal(load_npy(by_numpy("version-2")), X);
  expect_equal(load_npy(by_numpy("version-3")), X);
  expect_equal(load_npy(by_numpy("big-endian")), X);
  expect_equal(load_npy(by_numpy("big-endian-column-major")), arange<std::int64_t>(6).view({2, 3}));
  expect_equal(load_npy(by_numpy("column-major")), arange<double>(24).view({2, 3, 4}));
  expect_equal(load_npy(by_numpy("int64")), tensor<std::int64_t>({INT64_MIN, INT64_MAX}));
  expect_equal(load_npy(by_numpy("uint8")), arange<std::uint8_t>(3));
  expect_equal(load_npy(by_numpy("bool")), tensor<bool>({true, false}));
  expect_equal(load_npy(by_numpy("scalar")), tensor<double>(2.5));
  expect_equal(load_npy(by_numpy("empty")), zeros({0, 3}));
}

BOOST_AUTO_TEST_CASE(of_several_arrays_in_a_file_the_first_is_read) { expect_equal(load_npy(by_numpy("two")), X); }

BOOST_AUTO_TEST_CASE(headers_are_read_as_python_reads_them) {
  const auto read = [](const std::string& header, const std::string& elements) {
    std::string file = "\x93NUMPY\2";
    file += '\0';
    for (int i = 0; i < 4; ++i) file += static_cast<char>(header.size() >> 8 * i & 0xff);
    file += header + elements;
    return parse_npy(std::as_bytes(std::span(file)));
  };
  const auto of_type = [&](const std::string& type, const std::string& elements) {
    return read("{'descr': '" + type + "', 'fortran_order': False, 'shape': (2,), }\n", elements);
  };
  const std::string one_and_two("\0\0\x80\x3f\0\0\0\x40", 8);
  for (const std::string type : {"<f4", "f4", "=f4", "|f4", "f", "<f", "float32", "single"})
    expect_equal(of_type(type, one_and_two), tensor({1, 2}));
  expect_equal(of_type(">f", std::string("\x3f\x80\0\0\x40\0\0\0", 8)), tensor({1, 2}));
  for (const std::string type : {"?", "|?", "b1", "<b1", "bool"})
    expect_equal(of_type(type, std::string("\1\0", 2)), tensor<bool>({true, false}));
  for (const std::string type : {"B", ">u1", "=u1", "uint8"})
    expect_equal(of_type(type, "\1\2"), tensor<std::uint8_t>({1, 2}));
  for (const std::string type : {"q", "<i8", "l", "int64"})
    expect_equal(of_type(type, std::string("\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0", 16)), tensor<std::int64_t>({1, 2}));

  const std::string blanks(70'000, ' ');
  for (const std::string& header :
       {"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}" + blanks + "\n",
        std::string("{ \"shape\"\n:( 1,\t2, ) ,'fortran_order':False\r\n, \"descr\" : \"<f4\" }"),
        std::string("  {'fortran_order': True, 'shape': (1L, 2L), 'descr': '<f4'}")})
    expect_equal(read(header, one_and_two), tensor({1, 2}).view({1, 2}));

  for (const std::string header :
       {"", "{", "{}", "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}", "{'descr': '<f4",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}", "{'descr': '<f4', 'fortran_order': False, 'shape': [2]}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (2,)}", "{'descr': [('a', '<f4'"})
    BOOST_CHECK_THROW(read(header, one_and_two), FormatError);
  BOOST_CHECK_THROW(of_type("", one_and_two), FormatError);
  BOOST_CHECK_THROW(of_type("<", one_and_two), FormatError);
  BOOST_CHECK_THROW(of_type("<float32", one_and_two), FormatError);
  BOOST_CHECK_THROW(read("{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::string(100'000, '('), ""),
                    FormatError);
}

BOOST_AUTO_TEST_CASE(the_same_bytes_are_written_as_by_numpy) {
  const ScratchFolder folder;
  const auto written = [&](const AnyTensor& x) {
    save_npy(folder.file("x.npy"), x);
    return bytes_of(folder.file("x.npy"));
  };
  BOOST_TEST(written(X) == bytes_of(by_numpy("float32")));
  BOOST_TEST(written(X.t().contiguous().t()) == bytes_of(by_numpy("float32")));
  BOOST_TEST(written(tensor<std::int64_t>({INT64_MIN, INT64_MAX})) == bytes_of(by_numpy("int64")));
  BOOST_TEST(written(arange<std::uint8_t>(3)) == bytes_of(by_numpy("uint8")));
  BOOST_TEST(written(tensor<bool>({true, false})) == bytes_of(by_numpy("bool")));
  BOOST_TEST(written(tensor<double>(2.5)) == bytes_of(by_numpy("scalar")));
  BOOST_TEST(written(zeros({0, 3})) == bytes_of(by_numpy("empty")));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_named) {
  const ScratchFolder folder;
  const auto refused = [&](const std::string& bytes, const std::string& said) {
    const auto file = folder.file("x.npy");
    write_bytes(file, bytes);
    BOOST_CHECK_EXCEPTION(load_npy(file), FormatError, [&](const FormatError& error) {
      BOOST_TEST_MESSAGE(error.what());
      return std::string(error.what()).starts_with(file + ": ") &&
             std::string(error.what()).ends_with("; it is damaged or of another kind, write it anew") &&
             std::string(error.what()).find(said) != std::string::npos;
    });
  };
  const auto good = bytes_of(by_numpy("float32"));
  const auto with_header = [&](std::string entries) {
    entries.resize(117, ' ');
    return good.substr(0, 10) + entries + "\n" + good.substr(128);
  };
  BOOST_TEST(with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }") == good);

  refused("", "does not start");
  refused("PK" + good, "does not start");
  refused(good.substr(0, 7), "does not start");
  refused(good.substr(0, 9), "too short for a header");
  refused(good.substr(0, 100), "its header should have 118 bytes");
  refused(good.substr(0, 6) + '\4' + good.substr(7), "version 4");
  refused(good.substr(0, good.size() - 1), "23 bytes are there");
  refused(good + "x", "25 bytes are there");  // nor another array
  refused(bytes_of(by_numpy("text")), "elements of type <U2, and only <f4, <f8, <i8, |u1, |b1 can be read");
  refused(bytes_of(by_numpy("fields")), "elements of type [('a', '<f4'), ('b', '<i8')], and only");
  refused(with_header("{'descr': '<f4', 'shape': (2, 3), }"), "dictionary of descr, fortran_order and shape");
  refused(with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, -3), }"), "dictionary");
  refused(with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }"), "24 bytes are there");
  refused(with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 3), }"), "impossible");
  refused(with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }"), "impossible");
  refused(with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 2, 3), }"),
          "impossible");
  auto truth = bytes_of(by_numpy("bool"));
  truth.back() = '\2';
  refused(truth, "neither 0 nor 1");
  BOOST_CHECK_THROW(load_npy(folder.file("nowhere.npy")), FileError);
  BOOST_CHECK_THROW(save_npy(folder.file("nowhere/x.npy"), X), FileError);
}

BOOST_AUTO_TEST_SUITE_END()
