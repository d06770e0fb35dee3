// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of training.

#ifndef ECG_TOOLS_ECGOPT_TRAINFLAGS_H
#define ECG_TOOLS_ECGOPT_TRAINFLAGS_H

#include "ecg/Train/Trainer.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

struct TrainFlags {
  llvm::cl::OptionCategory category{"Training (docs/training.md)"};

  llvm::cl::opt<bool> train{
      "train", llvm::cl::cat(category),
      llvm::cl::desc("Train the float network on --data before anything else")};
  enum class Init { Keep, Random };
  llvm::cl::opt<Init> init{
      "init", llvm::cl::init(Init::Keep), llvm::cl::cat(category),
      llvm::cl::desc("Weights to start from:"),
      llvm::cl::values(
          clEnumValN(Init::Keep, "keep", "those of the model (default)"),
          clEnumValN(Init::Random, "random", "new ones"))};
  llvm::cl::opt<unsigned> epochs{"epochs", llvm::cl::value_desc("n"),
                                 llvm::cl::init(TrainOptions().epochs),
                                 llvm::cl::cat(category),
                                 llvm::cl::desc("Epochs (default 30)")};
  llvm::cl::opt<unsigned> batch{"batch-size", llvm::cl::value_desc("n"),
                                llvm::cl::init(16), llvm::cl::cat(category),
                                llvm::cl::desc("Samples a step (default 16)")};
  llvm::cl::opt<uint64_t> seed{
      "seed", llvm::cl::value_desc("n"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Same seed, same bytes, on any number of threads")};
  llvm::cl::opt<std::string> optimizer{
      "optimizer", llvm::cl::value_desc("name,key=value,..."),
      llvm::cl::init("adam"), llvm::cl::cat(category),
      llvm::cl::desc("adam (default), adamw, amsgrad, sgd")};
  llvm::cl::opt<double> rate{
      "lr", llvm::cl::value_desc("rate"), llvm::cl::init(1e-3),
      llvm::cl::cat(category),
      llvm::cl::desc("Learning rate (default 1e-3); 0 leaves the weights and "
                     "measures the statistics of batch norms anew")};
  llvm::cl::opt<std::string> schedule{
      "schedule", llvm::cl::value_desc("name,key=value,..."),
      llvm::cl::init("constant"), llvm::cl::cat(category),
      llvm::cl::desc("constant (default), cosine, step, plateau, one-cycle")};
  llvm::cl::opt<std::string> loss{
      "loss", llvm::cl::value_desc("name,key=value,..."),
      llvm::cl::init("auto"), llvm::cl::cat(category),
      llvm::cl::desc("cross-entropy, bce, mse, l1, prd; by default what fits "
                     "the data")};
  llvm::cl::list<std::string> teachers{
      "teacher", llvm::cl::value_desc("model[,key=value,...]"),
      llvm::cl::cat(category),
      llvm::cl::desc("Learn from this network, too (any number of them); the "
                     "keys are data options of its own: lead=I+II+V2")};
  llvm::cl::opt<std::string> augment{
      "augment", llvm::cl::value_desc("name,key=value,..."),
      llvm::cl::init("none"), llvm::cl::cat(category),
      llvm::cl::desc("none (default), light, strong")};
  llvm::cl::opt<unsigned> pool{
      "augment-pool", llvm::cl::value_desc("n"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Draw from n augmented copies a sample instead of making "
                     "new ones each epoch")};
  llvm::cl::opt<std::string> sampler{
      "sampler", llvm::cl::value_desc("name,key=value,..."),
      llvm::cl::init("shuffle"), llvm::cl::cat(category),
      llvm::cl::desc("shuffle (default), balanced")};
  llvm::cl::opt<double> clipNorm{
      "clip-norm", llvm::cl::value_desc("norm"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Largest norm of the gradient (default: any)")};
  llvm::cl::opt<double> dropout{
      "dropout", llvm::cl::value_desc("share"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Dropout before the last linear layer, which exporters "
                     "leave out")};
  llvm::cl::opt<double> average{
      "average", llvm::cl::value_desc("decay"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Keep a moving average of the weights (0.98)")};
  llvm::cl::opt<bool> freeze{
      "freeze-statistics", llvm::cl::cat(category),
      llvm::cl::desc("Batch normalization keeps its statistics")};
  llvm::cl::opt<std::string> metric{
      "metric", llvm::cl::value_desc("name"), llvm::cl::cat(category),
      llvm::cl::desc("Chooses the best epoch: accuracy, macro-f1, loss, ... "
                     "(docs/evaluation.md)")};
  llvm::cl::opt<unsigned> patience{
      "patience", llvm::cl::value_desc("epochs"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Stop after so many epochs without improvement")};
  llvm::cl::opt<std::string> trainSplit{
      "train-split", llvm::cl::value_desc("name"), llvm::cl::init("train"),
      llvm::cl::cat(category), llvm::cl::desc("Samples to train on")};
  llvm::cl::opt<std::string> valSplit{
      "val-split", llvm::cl::value_desc("name"), llvm::cl::init("val"),
      llvm::cl::cat(category),
      llvm::cl::desc("Samples to choose the epoch by; '' keeps the last one")};
  llvm::cl::opt<std::string> checkpoint{
      "checkpoint", llvm::cl::value_desc("file"), llvm::cl::cat(category),
      llvm::cl::desc("Write the state there after each epoch (MLIR bytecode; "
                     "also a model with the best weights so far)")};
  llvm::cl::opt<bool> resume{"resume", llvm::cl::cat(category),
                             llvm::cl::desc("Go on where --checkpoint stands")};
  llvm::cl::opt<unsigned> threads{
      "threads", llvm::cl::value_desc("n"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Worker threads (default: one a core)")};

  /// What the flags say; fails with one line that names the flag.
  llvm::Expected<TrainOptions> parse() const;

  /// The flag that does nothing without --train, if one was given. Where
  /// networks learn while they are pruned or rounded, most of them are about
  /// that as well.
  const llvm::cl::Option *findIdle(bool prunes, bool rounds) const;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_TRAINFLAGS_H
