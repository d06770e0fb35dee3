// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Progress of training.

#include "TrainMonitor.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <csignal>

using namespace llvm;

namespace ecg {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto redrawEvery = std::chrono::milliseconds(100);
constexpr size_t barWidth = 24;

std::atomic<bool> stopAsked{false};

/// The next signal ends the program as always.
void askToStop(int signal) {
  stopAsked = true;
  std::signal(signal, SIG_DFL);
}

std::string formatTime(double seconds) {
  if (seconds < 60)
    return formatv("{0:f0} s", seconds);
  if (seconds < 3600)
    return formatv("{0}:{1:02} min", int(seconds) / 60, int(seconds) % 60);
  return formatv("{0}:{1:02} h", int(seconds) / 3600, int(seconds) / 60 % 60);
}

} // namespace

TrainMonitor::TrainMonitor(raw_ostream &os)
    : os(os), onTerminal(os.is_displayed()), start(Clock::now()),
      lastDrawn(start) {
  stopAsked = false;
  std::signal(SIGINT, askToStop);
  std::signal(SIGTERM, askToStop);
  onBatch = [this](const TrainProgress &progress) { batchEnded(progress); };
  onEpoch = [this](const EpochRecord &record, StringRef metric) {
    epochEnded(record, metric);
  };
}

TrainMonitor::~TrainMonitor() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

TrainObserver TrainMonitor::observer() {
  return {onBatch, onEpoch, &stopAsked};
}

void TrainMonitor::batchEnded(const TrainProgress &progress) {
  size_t done = (progress.epoch - 1) * progress.batches + progress.batch;
  if (firstBatch == 0)
    firstBatch = done;
  if (!onTerminal || Clock::now() - lastDrawn < redrawEvery)
    return;
  lastDrawn = Clock::now();
  std::chrono::duration<double> spent = lastDrawn - start;
  size_t all = size_t(progress.epochs) * progress.batches;
  double left = spent.count() / (done - firstBatch + 1) * (all - done);
  size_t filled = barWidth * progress.batch / progress.batches;
  os << formatv("\repoch {0}/{1} [{2}{3}] loss {4:f4}  {5} left\033[K",
                progress.epoch, progress.epochs, std::string(filled, '#'),
                std::string(barWidth - filled, ' '), progress.loss,
                formatTime(left));
}

void TrainMonitor::epochEnded(const EpochRecord &record, StringRef metric) {
  if (onTerminal)
    os << "\r\033[K";
  os << formatv("epoch {0,4}  loss {1:f4}", record.epoch, record.trainLoss);
  if (!std::isnan(record.valLoss))
    os << formatv("  val loss {0:f4}", record.valLoss);
  if (!std::isnan(record.metric) && metric != "loss")
    os << formatv("  {0} {1:f4}", metric, record.metric);
  os << formatv("  {0:f3} s{1}\n", record.seconds,
                record.isBest ? "  best" : "");
}

} // namespace ecg
