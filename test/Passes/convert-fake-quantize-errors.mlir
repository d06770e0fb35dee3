// RUN: ecg-opt %s --ecg-convert-fake-quantize --split-input-file --verify-diagnostics

func.func @four_bits(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = ecg.constant dense<0.5> : tensor<1xf32> -> tensor<1xf32>
  // expected-error @+1 {{stands for an activation: it needs a constant scale and the range [-128, 127]}}
  %y = ecg.fake_quantize %x, %s range [-8, 7] : (tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// expected-error @+1 {{'' is rounded by rows, but is no constant}}
func.func @by_rows(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = ecg.constant dense<0.5> : tensor<1xf32> -> tensor<1xf32>
  %y = ecg.fake_quantize %x, %s range [-7, 7] axis 0 : (tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

func.func @wide() -> tensor<1x2xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x2xf32> -> tensor<1x2xf32>
  %s = ecg.constant dense<0.5> : tensor<1xf32> -> tensor<1xf32>
  // expected-error @+1 {{stands for weights: it needs axis 0, zero point 0 and integers in [-127, 127]}}
  %y = ecg.fake_quantize %w, %s range [-128, 127] axis 0 : (tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

func.func @bias(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %s = ecg.constant dense<1.0e-5> : tensor<1xf32> -> tensor<1xf32>
  %w = ecg.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  %b = ecg.constant dense<1.0> : tensor<1xf32> -> tensor<1xf32>
  %xr = ecg.fake_quantize %x, %s range [-128, 127] : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %wr = ecg.fake_quantize %w, %s range [-7, 7] axis 0 : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  // expected-error @+1 {{of output channel 0 is too large for weights of scale}}
  %y = ecg.linear %xr, %wr, %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}
