// Three calibrated layers with names.
func.func @layers(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x2xf32> {
  %w = ecg.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %a = ecg.linear %x, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32> loc("a")
  %b = ecg.linear %a, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32> loc("b")
  %c = ecg.linear %b, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32> loc("c")
  return %c : tensor<1x2xf32>
}
