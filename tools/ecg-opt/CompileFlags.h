// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of the main job.

#ifndef ECG_TOOLS_ECGOPT_COMPILEFLAGS_H
#define ECG_TOOLS_ECGOPT_COMPILEFLAGS_H

#include "AlqFlags.h"
#include "DataFlags.h"
#include "GoalFlags.h"
#include "PruneFlags.h"
#include "QatFlags.h"
#include "ShapeFlags.h"
#include "TrainFlags.h"
#include "WeightFlags.h"

namespace ecg {

/// Where the job ends.
enum class Stage {
  Ecg,     ///< the network as it was read
  Network, ///< simplified and, with --int8, quantized
  Onnx,    ///< the same as an ONNX file
  Ecgrt,   ///< the planned device program
  C        ///< the folder
};

/// Where the emitted C is run against the executor.
enum class Proof { None, Host, Device };

/// Make one after ResetCommandLineParser and before ParseCommandLineOptions:
/// mlir-opt's flags share names with these.
struct CompileFlags {
  llvm::cl::OptionCategory mainCategory{"Main options"};
  llvm::cl::OptionCategory quantCategory{"Quantization"};
  llvm::cl::OptionCategory dataCategory{"Data"};
  llvm::cl::OptionCategory proofCategory{"Proof"};

  llvm::cl::opt<std::string> model{
      llvm::cl::Positional, llvm::cl::Required, llvm::cl::cat(mainCategory),
      llvm::cl::desc("<.onnx, .mlir or bytecode>")};
  llvm::cl::opt<std::string> output{
      "o", llvm::cl::value_desc("path"), llvm::cl::cat(mainCategory),
      llvm::cl::desc("Output folder (with --emit other than c: file)")};
  llvm::cl::opt<std::string> target{
      "target", llvm::cl::value_desc("name"), llvm::cl::init("generic"),
      llvm::cl::cat(mainCategory),
      llvm::cl::desc("generic (default), cortex-m4, cortex-m7, cortex-m33, "
                     "cortex-m55, cortex-m85, cortex-m0plus, cortex-m3, "
                     "riscv32")};
  llvm::cl::opt<Stage> emit{
      "emit", llvm::cl::init(Stage::C), llvm::cl::cat(mainCategory),
      llvm::cl::desc("Where to stop:"),
      llvm::cl::values(
          clEnumValN(Stage::Ecg, "ecg", "the network as it was read"),
          clEnumValN(Stage::Network, "network",
                     "simplified and, with --int8, quantized"),
          clEnumValN(Stage::Onnx, "onnx",
                     "the same as ONNX, QDQ where it is quantized"),
          clEnumValN(Stage::Ecgrt, "ecgrt", "kernel calls and memory plan"),
          clEnumValN(Stage::C, "c", "a folder of C (default)"))};
  enum class Io { Float, Quantized };
  llvm::cl::opt<Io> io{
      "io", llvm::cl::init(Io::Float), llvm::cl::cat(mainCategory),
      llvm::cl::desc("What the C function takes and gives:"),
      llvm::cl::values(
          clEnumValN(Io::Float, "float", "float (default)"),
          clEnumValN(
              Io::Quantized, "quantized",
              "integers where the network has them; scale and zero point "
              "are in the header"))};
  enum class Input { Caller, Arena };
  llvm::cl::opt<Input> input{
      "input", llvm::cl::init(Input::Caller), llvm::cl::cat(mainCategory),
      llvm::cl::desc("Where the inputs of the C function are:"),
      llvm::cl::values(
          clEnumValN(Input::Caller, "caller",
                     "where the caller has them; only read (default)"),
          clEnumValN(Input::Arena, "arena",
                     "in the arena, where the caller writes them; overwritten, "
                     "which saves their memory"))};
  llvm::cl::opt<bool> stateful{
      "stateful", llvm::cl::cat(mainCategory),
      llvm::cl::desc("Keep the state of recurrent layers from run to run, in a "
                     "buffer of the caller")};
  llvm::cl::opt<std::string> name{
      "name", llvm::cl::value_desc("id"), llvm::cl::cat(mainCategory),
      llvm::cl::desc("Prefix of the C functions (default: the file's name)")};
  ShapeFlags shapes{mainCategory};
  llvm::cl::opt<bool> force{
      "force", llvm::cl::cat(mainCategory),
      llvm::cl::desc("Write into a folder that holds files of others")};
  llvm::cl::opt<std::string> json{
      "json", llvm::cl::value_desc("file"), llvm::cl::cat(mainCategory),
      llvm::cl::desc("Write the report there, too, besides DIR/report.json")};
  llvm::cl::opt<bool> debugInfo{"mlir-print-debuginfo",
                                llvm::cl::cat(mainCategory),
                                llvm::cl::desc("Print locations with --emit")};

  llvm::cl::opt<bool> int8{
      "int8", llvm::cl::cat(quantCategory),
      llvm::cl::desc("Quantize, calibrating on the train split of --data")};
  llvm::cl::opt<std::string> calibrator{
      "calibrator", llvm::cl::value_desc("method"),
      llvm::cl::cat(quantCategory),
      llvm::cl::desc("minmax (default), percentile, kl or mse")};
  llvm::cl::opt<bool> equalize{
      "equalize", llvm::cl::cat(quantCategory),
      llvm::cl::desc("Make the channels of activations alike in size before "
                     "they are calibrated, where that costs nothing")};
  llvm::cl::opt<double> minSqnr{
      "min-sqnr", llvm::cl::value_desc("dB"), llvm::cl::init(0),
      llvm::cl::cat(quantCategory),
      llvm::cl::desc(
          "Keep layers in float, the most harmful first, until every "
          "output has this signal-to-noise ratio; with "
          "--activations=int16 those with weights stay integer ones, with "
          "weights of two int8 terms")};
  llvm::cl::opt<unsigned> calibrationSamples{
      "calibration-samples", llvm::cl::value_desc("n"), llvm::cl::init(128),
      llvm::cl::cat(quantCategory),
      llvm::cl::desc("Samples to calibrate on (default 128, 0: all)")};
  llvm::cl::opt<std::string> weightType{
      "weights", llvm::cl::value_desc("type"), llvm::cl::cat(quantCategory),
      llvm::cl::desc("What --int8 rounds weights to, without training: int8, "
                     "int6, int5, int4, int3, int2 or ternary, at the scale of "
                     "least squared error in each row; scales and biases are "
                     "rounded, too, so that those of a channel take 3 bytes "
                     "instead of 9")};
  llvm::cl::opt<std::string> activations{
      "activations", llvm::cl::value_desc("type"), llvm::cl::init("int8"),
      llvm::cl::cat(quantCategory),
      llvm::cl::desc("What --int8 and --qat make of activations: int8 "
                     "(default), or int16, finer by a factor of 256, at twice "
                     "the RAM; weights stay int8, layers without a form on "
                     "int16 float")};
  llvm::cl::opt<std::string> rounding{
      "rounding", llvm::cl::value_desc("how"), llvm::cl::init("nearest"),
      llvm::cl::cat(quantCategory),
      llvm::cl::desc("How --int8 rounds weights: nearest (default), or "
                     "calibrated: so that layers err least on the samples of "
                     "the calibration")};
  llvm::cl::opt<std::string> packWeights{
      "pack-weights", llvm::cl::value_desc("when"), llvm::cl::init("auto"),
      llvm::cl::cat(quantCategory),
      llvm::cl::desc("Store weights in as few bits as their values need, and "
                     "unpack them as they are used: auto (default: where a "
                     "layer becomes 15 % smaller), always, never")};

  TrainFlags training;
  PruneFlags pruning;
  WeightFlags weights;
  QatFlags qat;
  AlqFlags alq;
  GoalFlags goals;

  /// Whether --alq is told its bytes by --size.
  bool alqHasGoal() const {
    return alq.isGiven() && goals.size.getNumOccurrences();
  }

  /// A flag that says how to compress, if one was given.
  const llvm::cl::Option *findCompression() const {
    std::initializer_list<const llvm::cl::Option *> all = {
        &int8,          &weightType,       &qat.text,       &alq.text,
        &pruning.prune, &weights.sparsify, &weights.cluster};
    for (const llvm::cl::Option *flag : all)
      if (flag->getNumOccurrences() && !(flag == &alq.text && alqHasGoal()))
        return flag;
    return nullptr;
  }

  /// Whether a drop is all that is said: then recipes are tried one by one.
  bool looksForSmallest() const {
    return goals.hasDrop() && !goals.size.getNumOccurrences() &&
           !goals.ram.getNumOccurrences() && !goals.mips.getNumOccurrences() &&
           !findCompression();
  }

  /// Whether integers are trained, and what asks for it.
  bool trainsIntegers() const { return qat.isGiven() || alq.isGiven(); }
  llvm::StringRef integerFlag() const {
    return alq.isGiven() ? "--alq" : "--qat";
  }

  /// Whether weights change before the network is simplified.
  bool learnsEarly() const {
    return training.train || pruning.isGiven() || weights.sparsifies();
  }
  /// Whether they do after it.
  bool learnsLate() const { return weights.clusters() || trainsIntegers(); }

  DataFlags data{dataCategory};
  llvm::cl::opt<std::string> split{
      "split", llvm::cl::value_desc("name"), llvm::cl::init("test"),
      llvm::cl::cat(dataCategory),
      llvm::cl::desc("Samples for accuracy and proof: train, val, test "
                     "(default) or all")};

  llvm::cl::opt<Proof> verify{
      "verify",
      llvm::cl::ValueOptional,
      llvm::cl::init(Proof::None),
      llvm::cl::cat(proofCategory),
      llvm::cl::desc("Build the C and run it against the executor:"),
      llvm::cl::values(clEnumValN(Proof::Host, "", "on this machine"),
                       clEnumValN(Proof::Host, "host", "on this machine"),
                       clEnumValN(Proof::Device, "device",
                                  "and on the target's board under QEMU"))};
  llvm::cl::opt<bool> measure{
      "measure", llvm::cl::cat(proofCategory),
      llvm::cl::desc("Measure flash and stack with the target's compiler, as "
                     "--verify and --data do anyway")};
  llvm::cl::opt<unsigned> verifySamples{
      "verify-samples", llvm::cl::value_desc("n"), llvm::cl::init(0),
      llvm::cl::cat(proofCategory),
      llvm::cl::desc("Run at most this many samples (default: all)")};
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_COMPILEFLAGS_H
