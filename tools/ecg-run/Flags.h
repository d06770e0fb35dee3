// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of ecg-run.

#ifndef ECG_TOOLS_ECGRUN_FLAGS_H
#define ECG_TOOLS_ECGRUN_FLAGS_H

#include "DataFlags.h"
#include "ShapeFlags.h"
#include "ecg/Metrics/Challenge.h"

namespace ecg {

namespace cl = llvm::cl;

/// The command line. Made by main, once LLVM's own options are out of the way.
struct Flags {
  cl::OptionCategory category{"Options"};
  cl::opt<std::string> model{cl::Positional, cl::Required, cl::cat(category),
                             cl::desc("<.onnx, .mlir or MLIR bytecode>")};
  ShapeFlags shapes{category};
  DataFlags data{category};
  cl::opt<std::string> split{
      "split", cl::init("test"), cl::cat(category), cl::value_desc("name"),
      cl::desc("Samples to use: train, val, test (default) or all")};
  cl::opt<std::string> output{
      "output", cl::cat(category), cl::value_desc("name"),
      cl::desc("Output with one value a class (default: the first)")};
  cl::opt<std::string> metrics{
      "metrics", cl::cat(category), cl::value_desc("name,..."),
      cl::desc("What to print: accuracy, macro-F, micro-F, F:CLASS, "
               "macro-F:A+B with F of f1, sensitivity, specificity, "
               "precision, auroc, auprc; challenge; the tables classes and "
               "confusion; snr, prd, prdn, compression-ratio of models that "
               "reconstruct their input; or all")};
  cl::opt<std::string> scores{
      "scores", cl::cat(category), cl::value_desc("scale"),
      cl::desc("What outputs are: probabilities or logits (default: as the "
               "last layer says)")};
  cl::opt<float> threshold{
      "threshold", cl::cat(category), cl::value_desc("value"),
      cl::desc("From where on a class holds: class 1 of a model with a single "
               "value, each class where several may hold (default: 0.5 for "
               "probabilities, 0 for logits)")};
  cl::opt<std::string> thresholds{
      "thresholds", cl::cat(category), cl::value_desc("file"),
      cl::desc("From which score on each class holds, as --save-thresholds "
               "writes it")};
  cl::opt<std::string> tuneThresholds{
      "tune-thresholds", cl::cat(category), cl::value_desc("split"),
      cl::desc("Search the thresholds on this split (val) by differential "
               "evolution, where several classes may hold for a sample or the "
               "model has a single value")};
  cl::opt<std::string> tuneMetric{
      "tune-metric", cl::init("macro-f1"), cl::cat(category),
      cl::value_desc("name"), cl::desc("What they are tuned for (macro-f1)")};
  cl::opt<std::string> saveThresholds{
      "save-thresholds", cl::cat(category), cl::value_desc("file"),
      cl::desc("Write the tuned thresholds there")};
  cl::opt<std::string> challengeWeights{
      "challenge-weights", cl::cat(category), cl::value_desc("file.csv"),
      cl::desc("Credits of the PhysioNet/CinC 2020 metric 'challenge'")};
  cl::opt<std::string> challengeNormal{
      "challenge-normal", cl::init(challengeNormalCode.str()),
      cl::cat(category), cl::value_desc("class"),
      cl::desc("The normal class there (426783006, sinus rhythm)")};
  cl::opt<unsigned> bootstrap{
      "bootstrap", cl::init(0), cl::cat(category), cl::value_desc("n"),
      cl::desc("Intervals of the printed metrics from n replicates that draw "
               "persons, or samples where these are unknown")};
  cl::opt<uint64_t> seed{"seed", cl::init(0), cl::cat(category),
                         cl::value_desc("n"),
                         cl::desc("Of --bootstrap and --tune-thresholds (0)")};
  cl::opt<unsigned> threads{
      "threads", cl::init(0), cl::cat(category), cl::value_desc("n"),
      cl::desc("Worker threads (default: one a core); figures do not depend "
               "on it")};
  cl::opt<std::string> json{"json", cl::cat(category), cl::value_desc("file"),
                            cl::desc("Write the figures there as well")};
  cl::opt<bool> sensitivity{
      "sensitivity", cl::cat(category),
      cl::desc("Instead of metrics: what the network loses when a single layer "
               "is rounded or pruned, layer by layer")};
  cl::list<unsigned> sensitivityBits{
      "sensitivity-bits", cl::CommaSeparated, cl::cat(category),
      cl::value_desc("n,..."),
      cl::desc("To how many bits weights and results are rounded (8)")};
  cl::list<double> sensitivityPrune{
      "sensitivity-prune", cl::CommaSeparated, cl::cat(category),
      cl::value_desc("share,..."),
      cl::desc("Which shares of the output channels are zeroed (0.25,0.5)")};
  cl::opt<unsigned> sensitivitySamples{
      "sensitivity-samples", cl::init(256), cl::cat(category),
      cl::value_desc("n"),
      cl::desc("How many samples of the split, evenly spaced (256; 0: all)")};
  cl::opt<std::string> check{
      "check", cl::cat(category), cl::value_desc("folder"),
      cl::desc("Compare with an ONNX test data set (input_K.pb, output_K.pb, "
               "or folders test_data_set_N of them); needs no data")};
  cl::opt<std::string> golden{
      "golden", cl::cat(category), cl::value_desc("file.npz"),
      cl::desc("Compare with arrays test_index and logits of outputs")};
  cl::opt<double> tolerance{
      "tolerance", cl::init(1e-5), cl::cat(category), cl::value_desc("error"),
      cl::desc("Largest max|a-b|/max|b| that --check and --golden take "
               "(1e-5)")};
};

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_FLAGS_H
