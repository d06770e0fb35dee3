// RUN: not ecg-opt %s --ecg-calibrate 2>&1 | FileCheck %s --check-prefix=NODATA
// RUN: not ecg-opt %s --ecg-calibrate="data=synthetic:n=4,length=32 method=median" 2>&1 | FileCheck %s --check-prefix=METHOD
// RUN: not ecg-opt %s --ecg-calibrate="data=synthetic:n=4,length=32 percentile=50" 2>&1 | FileCheck %s --check-prefix=PERCENTILE
// RUN: not ecg-opt %s --ecg-calibrate="data=%t.none.npz" 2>&1 | FileCheck %s --check-prefix=FILE
// RUN: not ecg-opt %s --ecg-calibrate="data=synthetic:n=4,length=33" 2>&1 | FileCheck %s --check-prefix=LENGTH
// RUN: not ecg-opt %s --ecg-calibrate="data=synthetic:n=4,length=32 split=holdout" 2>&1 | FileCheck %s --check-prefix=SPLIT
// RUN: not ecg-opt %s --ecg-calibrate="data=synthetic:n=4,length=32 split=all" 2>&1 | FileCheck %s --check-prefix=NAN

// NODATA: error: calibration: needs data to run the network on
// METHOD: error: calibration: method 'median' is not one of minmax, percentile, kl, mse
// PERCENTILE: error: calibration: percentile must be above 50 and at most 100, got 50
// FILE: error: calibration: {{.*}}.none.npz
// LENGTH: error: calibration: {{.*}}33
// SPLIT: error: calibration: {{.*}}holdout
// NAN: error: calibration: 'explodes' has 128 values that are NaN or infinite
func.func @bad(%x: tensor<1x1x32xf32>) -> tensor<1x1x32xf32> {
  %c = ecg.constant dense<0x7F800000> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.add %x, %c : (tensor<1x1x32xf32>, tensor<1xf32>) -> tensor<1x1x32xf32> loc("explodes")
  return %0 : tensor<1x1x32xf32>
}
