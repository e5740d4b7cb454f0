// An op without a record fails here, and in properties/ one without a property.
#include <set>

#include <boost/test/unit_test.hpp>

#include "public_ops.hpp"
#include "record.hpp"

const std::vector<Record>& all_records() {
  static const auto records = [] {
    std::vector<Record> all;
    for (auto* family :
         {activation_records, arithmetic_records, batch_norm_records,  comparison_records, convolution_records,
          copy_records,       creation_records,   elementwise_records, indexing_records,   loss_records,
          masking_records,    order_records,      pieces_records,      pooling_records,    product_records,
          random_records,     reduction_records,  resizing_records,    scatter_records,    softmax_records,
          view_records})
      for (auto& record : family()) all.push_back(std::move(record));
    return all;
  }();
  return records;
}

BOOST_AUTO_TEST_SUITE(completeness)

BOOST_AUTO_TEST_CASE(every_public_op_has_a_record) {
  std::set<std::string> recorded;
  for (const auto& record : all_records()) recorded.insert(record.name);
  const auto ops = public_ops();
  for (const auto& [name, header] : ops)
    BOOST_TEST(recorded.contains(name), name << " of d2l/ops/" << header << " has no record");
  BOOST_TEST(ops.size() >= 70);  // that the headers were really read
}

BOOST_AUTO_TEST_CASE(an_op_that_is_not_recorded_is_found) {
  const auto names = declared_ops("template <class T>\nTensor<T> sinh(const Tensor<T>& x);\nbool odd(int x);\n");
  BOOST_TEST((names == std::set<std::string>{"odd", "sinh"}));
}

BOOST_AUTO_TEST_CASE(every_record_can_fail) {
  for (const auto& record : all_records()) BOOST_TEST_CONTEXT(record.name) {
      BOOST_TEST(!record.samples.empty());
      BOOST_TEST(static_cast<bool>(record.in_double));
      BOOST_TEST(static_cast<bool>(record.reference));
    }
}

BOOST_AUTO_TEST_SUITE_END()
