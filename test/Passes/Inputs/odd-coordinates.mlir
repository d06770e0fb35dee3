func.func @net() -> tensor<3x4xf32> {
  %w = ecg.constant dense<[[4.0, 2.0, -2.0, -4.0], [123.0, 77.0, -77.0, -123.0], [6.0, 6.0, -6.0, 6.0]]> : tensor<3x4xf32> -> tensor<3x4xf32>
  %a = ecg.constant dense<[[3.0, 1.0], [100.0, 23.0], [3.0, 3.0]]> : tensor<3x2xf32> -> tensor<3x2xf32>
  %r = ecg.fake_multi_bit %w, %a codes [4, 4, 4] groups 4 : (tensor<3x4xf32>, tensor<3x2xf32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}
