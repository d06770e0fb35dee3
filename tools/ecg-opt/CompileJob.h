// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The state of one compilation and the steps that move it on. Which steps there
// are, and in which order, follows from the flags (CompileJob::plan).

#ifndef ECG_TOOLS_ECGOPT_COMPILEJOB_H
#define ECG_TOOLS_ECGOPT_COMPILEJOB_H

#include "AlqReport.h"
#include "CompileFlags.h"
#include "MixedPrecision.h"
#include "ecg/Passes.h"
#include "ecg/Target/EmitC.h"
#include "ecg/Target/OutputFolder.h"
#include "ecg/Target/Report.h"
#include "ecg/Target/Samples.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"

namespace ecg {

class Teachers;
struct SearchedTypes;

/// The class with the largest output, of each sample; with one output, whether
/// it is at least a half.
std::vector<int32_t> classesOf(llvm::ArrayRef<std::vector<float>> outputs,
                               size_t classes);

class CompileJob {
public:
  CompileJob(const CompileFlags &flags, mlir::MLIRContext &context)
      : flags(flags), context(context) {}

  /// Every message has been printed when this fails; nothing is written then.
  mlir::LogicalResult run();

  /// Whether that was because a goal was missed.
  bool hasMissedGoal() const { return missed; }

  /// Reads the model and says what planning has to know of it. Fails, with a
  /// message, where it is no float network.
  mlir::FailureOr<NetworkFacts> describe();

  /// Prints the error and fails; succeeds without one.
  mlir::LogicalResult report(llvm::Error error) const;

private:
  struct Step {
    llvm::StringLiteral name;
    mlir::LogicalResult (CompileJob::*run)();
  };
  std::vector<Step> plan() const;

  // Steps of Compile.cpp: from the file to the device program.
  mlir::LogicalResult read();
  mlir::LogicalResult simplify();
  mlir::LogicalResult openData();
  mlir::LogicalResult quantize();
  mlir::LogicalResult lower();
  mlir::LogicalResult printModule();
  mlir::LogicalResult writeOnnx();

  // Of CompilePrepare.cpp.
  llvm::Error findIdleFlag() const;
  mlir::LogicalResult prepare();

  // Of CompileFacts.cpp.
  mlir::FailureOr<NetworkFacts> describeNetwork();
  mlir::FailureOr<int64_t> countInt8Tables(mlir::ModuleOp module,
                                           const Target &target);

  // Steps of CompileGoals.cpp.
  /// Sets the flags of a recipe, where the goals ask for one.
  mlir::LogicalResult planForGoals();
  mlir::FailureOr<double> rateOnVal(mlir::ModuleOp module);
  mlir::LogicalResult rateBefore();
  mlir::LogicalResult rateAfter();
  double instructionsOfInference() const;
  mlir::LogicalResult checkGoals();

  // Steps of CompileTrain.cpp.
  mlir::LogicalResult recognize();
  mlir::LogicalResult train();
  mlir::LogicalResult readTeachers(Teachers &teachers,
                                   const TrainOptions &options);

  // Steps of CompileQat.cpp.
  using IntegerTrainer = llvm::function_ref<llvm::Expected<TrainResult>(
      mlir::func::FuncOp, TrainOptions &, llvm::ArrayRef<Teacher *>,
      const TrainObserver &)>;
  llvm::Error checkQat() const;
  mlir::LogicalResult checkFloat() const;
  mlir::LogicalResult insertRounding();
  mlir::FailureOr<SearchedTypes> search(const QuantizeAwareOptions &options,
                                        llvm::ArrayRef<uint32_t> train);
  /// Trains the rounded network, and makes integers of what comes out.
  mlir::LogicalResult trainInteger(const llvm::Twine &what,
                                   IntegerTrainer train);
  mlir::LogicalResult trainRounded();

  // Steps of CompileAlq.cpp.
  llvm::Expected<AlqOptions> parseAlq() const;
  mlir::LogicalResult readState();
  mlir::LogicalResult dropSilent();
  mlir::LogicalResult insertMultiBit();
  mlir::LogicalResult trainMultiBit();

  // Steps of CompilePrune.cpp.
  llvm::Error checkPruning() const;
  mlir::LogicalResult prune();

  // Steps of CompileWeights.cpp.
  llvm::Error checkWeights() const;
  llvm::Error checkClustersStay() const;
  template <typename Options>
  llvm::Error checkStep(llvm::StringRef flag, llvm::StringRef text) const;
  template <typename Options, typename Fn>
  mlir::LogicalResult learn(llvm::StringRef text, Fn step);
  mlir::LogicalResult sparsify();
  mlir::LogicalResult cluster();

  // Steps of CompileCalibrate.cpp.
  mlir::LogicalResult equalize();
  /// Whether any computed value is quantized: by an imported model, before
  /// calibration.
  bool isQuantized() const;
  mlir::LogicalResult calibrate();
  /// Writes calibrated ranges onto the network and keeps it as it was; gives
  /// the split it ran on.
  mlir::FailureOr<std::vector<uint32_t>> findRanges();
  CalibrateOptions calibration() const;
  mlir::LogicalResult roundWeights(const std::vector<std::string> &skipped);
  mlir::LogicalResult roundCalibrated(const std::vector<std::string> &skipped);
  /// What --min-sqnr makes of which layers.
  mlir::FailureOr<MixedPrecision> chooseMixed(llvm::ArrayRef<uint32_t> train,
                                              RoundLayers round);
  /// Gives them weights of two int8 terms.
  mlir::LogicalResult splitWeights(const std::vector<std::string> &layers);
  void reportMixed(const MixedPrecision &mixed);
  /// What comparing networks may run at most: multiply-accumulates, samples.
  struct Comparison {
    int64_t macs, samples;
  };
  llvm::Expected<Samples> readComparison(llvm::ArrayRef<uint32_t> train,
                                         Comparison most);

  // Steps of CompileOutput.cpp: from the device program to the folder.
  mlir::LogicalResult evaluate();
  mlir::LogicalResult compareLayers();
  mlir::LogicalResult rate();
  mlir::LogicalResult emit();
  mlir::LogicalResult measure();
  mlir::LogicalResult verify();
  mlir::LogicalResult write();

  /// Runs passes over `module`.
  mlir::LogicalResult
  transform(mlir::ModuleOp module,
            llvm::function_ref<void(mlir::OpPassManager &)> build);

  const CompileFlags &flags;
  mlir::MLIRContext &context;
  const Target *target = nullptr;
  Goals goals;
  bool missed = false;

  /// The network in its final form, and what it is compared with: as it was
  /// before quantization, and as it was trained for it.
  /// What a recipe has made of --alq; empty: nothing.
  std::string alqText;
  AlqReport alqReport;
  mlir::OwningOpRef<mlir::ModuleOp> network, floatNetwork, roundedNetwork;
  /// The same as kernel calls.
  mlir::OwningOpRef<mlir::ModuleOp> device;

  std::optional<Dataset> data;
  /// The network on the host; what the emitted C has to compute.
  std::unique_ptr<Program> program;
  /// Of the split, or made up; and what `program` makes of them.
  Samples samples;
  std::vector<std::vector<float>> expected;

  std::optional<OutputFolder> folder;
  std::optional<CModel> model;
  std::vector<EmittedFile> files;
  Report summary;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_COMPILEJOB_H
