// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of contents of the compiler: what happens to a network, in order.

#include "ecg/Pipelines.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;

namespace ecg {

void buildRecognizePipeline(OpPassManager &pm) {
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createCanonicalizerPass());
  func.addPass(createFoldConstants());
  // Formulas name a value more than once.
  func.addPass(createCSEPass());
  func.addPass(createFuseSwish());
  func.addPass(createFuseGelu());
  func.addPass(createFuseLayerNorm());
  func.addPass(createLowerRank());
  // Before batch norms: transposes stand between them and their layers.
  func.addPass(createSinkTransposes());
}

void buildSimplifyPipeline(OpPassManager &pm) {
  buildRecognizePipeline(pm);
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createFoldBatchNorm());
  func.addPass(createRemoveDeadChannels());
  // Last: a fused clamp keeps constants from being folded into weights.
  func.addPass(createFuseActivation());
  func.addPass(createCanonicalizerPass());
  func.addPass(createCSEPass());
}

void buildCalibratePipeline(OpPassManager &pm, const CalibrateOptions &options,
                            const InsertQdqOptions &insertion) {
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createCalibrate(options));
  func.addPass(createInsertQdq(insertion));
}

void buildQuantizePipeline(OpPassManager &pm) {
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createFoldQdq());
  func.addPass(createCanonicalizerPass());
  func.addPass(createCSEPass());
}

void buildLowerPipeline(OpPassManager &pm, const LowerToRtOptions &options) {
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createLowerToRt(options));
  func.addPass(createPlanMemory());
}

namespace {

/// What ecg-quantize-int8 takes; the meaning stands with the passes.
struct Int8Options : PassPipelineOptions<Int8Options> {
  CalibrateOptions defaults;
  Option<std::string> data{*this, "data", llvm::cl::desc("data set to run")};
  Option<std::string> dataOptions{*this, "data-options",
                                  llvm::cl::desc("how to read it")};
  Option<std::string> split{*this, "split", llvm::cl::desc("part to take"),
                            llvm::cl::init(defaults.split)};
  Option<unsigned> samples{*this, "samples", llvm::cl::desc("how many of it"),
                           llvm::cl::init(defaults.samples)};
  Option<std::string> method{*this, "method",
                             llvm::cl::desc("minmax, percentile, kl or mse"),
                             llvm::cl::init(defaults.method)};
  Option<double> percentile{*this, "percentile",
                            llvm::cl::desc("for method percentile"),
                            llvm::cl::init(defaults.percentile)};
  Option<std::string> activations{*this, "activations",
                                  llvm::cl::desc("int8 or int16"),
                                  llvm::cl::init("int8")};
  ListOption<std::string> skip{*this, "skip",
                               llvm::cl::desc("layers to keep in float")};
};

void buildInt8Pipeline(OpPassManager &pm, const Int8Options &options) {
  CalibrateOptions calibration;
  calibration.data = options.data;
  calibration.dataOptions = options.dataOptions;
  calibration.split = options.split;
  calibration.samples = options.samples;
  calibration.method = options.method;
  calibration.percentile = options.percentile;
  InsertQdqOptions insertion;
  insertion.activations = options.activations;
  insertion.skip = options.skip;
  buildCalibratePipeline(pm, calibration, insertion);
  buildQuantizePipeline(pm);
}

} // namespace

void registerEcgPipelines() {
  PassPipelineRegistration<>(
      "ecg-simplify",
      "make a float network smaller without changing what it computes",
      buildSimplifyPipeline);
  PassPipelineRegistration<Int8Options>(
      "ecg-quantize-int8", "calibrate a float network and make it int8",
      buildInt8Pipeline);
}

} // namespace ecg
