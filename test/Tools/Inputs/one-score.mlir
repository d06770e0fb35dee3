// The logit of AF alone.
func.func @score(%x: tensor<1x3xf32> {ecg.name = "x"}) -> (tensor<1x1xf32> {ecg.name = "af"}) {
  %w = ecg.constant dense<[[0.0, 1.0, 0.0]]> : tensor<1x3xf32> -> tensor<1x3xf32>
  %y = ecg.linear %x, %w : (tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}
