// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LSTM, GRU and RNN.

#include "ecg/IR/Recurrent.h"
#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

/// The activations by their ONNX names; parameters only of functions that have
/// any.
void addActivations(Operation *layer, int64_t directions,
                    OnnxAttributes &attributes) {
  std::vector<std::string> names;
  std::vector<float> alphas, betas;
  for (int64_t direction = 0; direction < directions; ++direction)
    for (const RecurrentActivation &activation :
         getRecurrentActivations(layer, direction))
      for (const RecurrentFunction &function : getRecurrentFunctions()) {
        if (function.kernel != activation.function)
          continue;
        names.push_back(function.onnxName.str());
        if (function.hasAlpha)
          alphas.push_back(activation.alpha);
        if (function.hasBeta)
          betas.push_back(activation.beta);
      }
  attributes.push_back({"activations", std::move(names)});
  if (!alphas.empty())
    attributes.push_back({"activation_alpha", std::move(alphas)});
  if (!betas.empty())
    attributes.push_back({"activation_beta", std::move(betas)});
}

template <typename Op>
OnnxNames writeRecurrent(Op op, StringRef opType, OnnxNames own,
                         OnnxAttributes attributes, OnnxGraph &graph) {
  attributes.push_back({"hidden_size", op.getHidden()});
  attributes.push_back({"direction", op.getDirections() == 2 ? "bidirectional"
                                     : op.getReverse()       ? "reverse"
                                                             : "forward"});
  if (op.getActivations())
    addActivations(op, op.getDirections(), attributes);
  if (op.getClip())
    attributes.push_back({"clip", op.getClip()->convertToFloat()});
  OnnxNames inputs = {graph.real(op.getInput()),
                      graph.real(op.getWeight()),
                      graph.real(op.getRecurrence()),
                      graph.real(op.getBias()),
                      graph.real(op.getLengths()),
                      graph.real(op.getInitialH())};
  llvm::append_range(inputs, own);
  return graph.addMany(opType, inputs, attributes, op->getNumResults());
}

OnnxNames writeLstm(LstmOp op, OnnxGraph &graph) {
  OnnxAttributes attributes;
  if (op.getInputForget())
    attributes.push_back({"input_forget", int64_t(1)});
  return writeRecurrent(
      op, "LSTM", {graph.real(op.getInitialC()), graph.real(op.getPeepholes())},
      attributes, graph);
}

OnnxNames writeGru(GruOp op, OnnxGraph &graph) {
  return writeRecurrent(
      op, "GRU", {},
      {{"linear_before_reset", int64_t(op.getLinearBeforeReset())}}, graph);
}

OnnxNames writeRnn(RnnOp op, OnnxGraph &graph) {
  return writeRecurrent(op, "RNN", {}, {}, graph);
}

} // namespace

void attachRecurrentWriters(MLIRContext &context) {
  attachWriter<LstmOp, writeLstm>(context);
  attachWriter<GruOp, writeGru>(context);
  attachWriter<RnnOp, writeRnn>(context);
}

} // namespace ecg
