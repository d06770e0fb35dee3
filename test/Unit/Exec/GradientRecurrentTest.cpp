// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The recurrent layers: gradients against central differences, values against
// the reference kernels.

#include "GradientCheck.h"
#include <gtest/gtest.h>

using namespace ecg;
using llvm::StringRef;

namespace {

/// A recurrent layer with those of its optional operands that are asked for.
struct RecurrentLayer {
  std::string name = "lstm";
  int64_t directions = 1;
  bool bias = true, lengths = false, initial = false, peepholes = false;
  std::string flags = ""; ///< between operands and attributes
  std::string attributes = "";
  int64_t steps = 5, batch = 2, input = 3, hidden = 4;

  std::string text() const;
  /// Where the lengths are among the operands.
  unsigned lengthsIndex() const { return bias ? 4 : 3; }

private:
  bool isLstm() const { return name == "lstm"; }
};

std::string tensor(llvm::ArrayRef<int64_t> shape, StringRef element = "f32") {
  std::string text = "tensor<";
  for (int64_t dim : shape)
    text += std::to_string(dim) + "x";
  return text + element.str() + ">";
}

std::string RecurrentLayer::text() const {
  int64_t rows = hidden * (isLstm() ? 4 : name == "gru" ? 3 : 1);
  std::string arguments, types, operands;
  auto add = [&](StringRef before, std::string type) {
    std::string argument = "%a" + std::to_string(llvm::count(arguments, '%'));
    operands += (before + argument).str();
    arguments += (arguments.empty() ? "" : ", ") + argument + ": " + type;
    types += (types.empty() ? "" : ", ") + type;
  };
  std::string state = tensor({directions, batch, hidden});
  add("", tensor({steps, batch, input}));
  add(", ", tensor({directions, rows, input}));
  add(", ", tensor({directions, rows, hidden}));
  if (bias)
    add(" bias ", tensor({directions, 2 * rows}));
  if (lengths)
    add(" lengths ", tensor({batch}, "i32"));
  if (initial)
    add(" initial_h ", state);
  if (initial && isLstm())
    add(" initial_c ", state);
  if (peepholes)
    add(" peepholes ", tensor({directions, 3 * hidden}));
  return "func.func @f(" + arguments + ") {\n  " +
         (isLstm() ? "%y, %h, %c" : "%y, %h") + " = ecg." + name + " " +
         operands + " " + flags +
         (attributes.empty() ? "" : " {" + attributes + "}") + " : (" + types +
         ") -> (" + tensor({steps, directions, batch, hidden}) + ", " + state +
         (isLstm() ? ", " + state : "") + ")\n  return\n}";
}

/// @lstm_f32, @gru_f32, @rnn_f32, @recurrent_host
void expectRecurrent(const RecurrentLayer &layer) {
  std::string text = layer.text();
  SCOPED_TRACE(text);
  GradientCheck check(text, {2, true, -1, 1});
  if (layer.lengths) // one of them ends at once, one beyond the end
    check.set(layer.lengthsIndex(), {3, 5, 0, 9});
  expectGradients(check);
}

TEST(Gradient, Lstm) {
  expectRecurrent({});
  expectRecurrent({.bias = false, .flags = "reverse"});
  expectRecurrent({.directions = 2, .initial = true});
  expectRecurrent({.peepholes = true, .hidden = 17});
  expectRecurrent({.lengths = true, .initial = true, .flags = "reverse"});
  expectRecurrent({.directions = 2, .lengths = true, .peepholes = true});
  expectRecurrent({.peepholes = true, .flags = "input_forget"});
}

TEST(Gradient, Gru) {
  for (std::string flags : {"", "linear_before_reset"}) {
    expectRecurrent({.name = "gru", .flags = flags});
    expectRecurrent(
        {.name = "gru", .bias = false, .flags = "reverse " + flags});
    expectRecurrent(
        {.name = "gru", .directions = 2, .initial = true, .flags = flags});
    expectRecurrent({.name = "gru",
                     .directions = 2,
                     .lengths = true,
                     .flags = flags,
                     .hidden = 17});
  }
}

TEST(Gradient, Rnn) {
  expectRecurrent({.name = "rnn"});
  expectRecurrent({.name = "rnn", .bias = false, .flags = "reverse"});
  expectRecurrent({.name = "rnn",
                   .directions = 2,
                   .lengths = true,
                   .initial = true,
                   .hidden = 17});
}

TEST(Gradient, RecurrentActivations) {
  for (StringRef function :
       {"sigmoid", "relu", "softsign", "softplus", "leaky_relu",
        "thresholded_relu", "elu", "affine", "scaled_tanh", "hard_sigmoid"})
    expectRecurrent({.name = "rnn",
                     .attributes = "activations = [\"" + function.str() +
                                   "\"], alphas = array<f32: 0.3>, betas = "
                                   "array<f32: 0.6>"});
}

TEST(Gradient, ClippedRecurrentActivations) {
  expectRecurrent({.attributes = "clip = 0.5 : f32"});
  expectRecurrent({.name = "rnn", .attributes = "clip = 0.5 : f32"});
  expectRecurrent(
      {.directions = 2,
       .peepholes = true,
       .attributes = "clip = 0.7 : f32, activations = [\"sigmoid\", "
                     "\"softsign\", \"relu\", \"hard_sigmoid\", \"tanh\", "
                     "\"elu\"], alphas = array<f32: 0.0, 0.0, 0.0, 0.2, 0.0, "
                     "0.5>, betas = array<f32: 0.0, 0.0, 0.0, 0.5, 0.0, 0.0>"});
  expectRecurrent({.name = "gru",
                   .flags = "linear_before_reset",
                   .attributes = "clip = 0.5 : f32, activations = "
                                 "[\"hard_sigmoid\", \"elu\"], alphas = "
                                 "array<f32: 0.2, 1.0>, betas = array<f32: "
                                 "0.5, 0.0>"});
}

} // namespace
