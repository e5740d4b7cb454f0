#pragma once

#include "trial.hpp"

/// How random calls of an op are drawn and judged.
struct Property {
  std::string op;
  std::function<void(Trial&)> call;
};

/// Every property, of all families.
const std::vector<Property>& all_properties();

/// The properties of all records that take inputs of any shape.
std::vector<Property> record_properties();
std::vector<Property> activation_properties();
std::vector<Property> batch_norm_properties();
std::vector<Property> convolution_properties();
std::vector<Property> copy_properties();
std::vector<Property> creation_properties();
std::vector<Property> elementwise_properties();
std::vector<Property> indexing_properties();
std::vector<Property> loss_properties();
std::vector<Property> masking_properties();
std::vector<Property> pieces_properties();
std::vector<Property> order_properties();
std::vector<Property> pooling_properties();
std::vector<Property> product_properties();
std::vector<Property> random_properties();
std::vector<Property> reduction_properties();
std::vector<Property> resizing_properties();
std::vector<Property> scatter_properties();
std::vector<Property> slicing_properties();
std::vector<Property> softmax_properties();
std::vector<Property> view_properties();
