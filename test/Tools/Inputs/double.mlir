// Doubles two values.
func.func @double(%x: tensor<1x2xf32> {ecg.name = "x"}) -> (tensor<1x2xf32> {ecg.name = "y"}) {
  %y = ecg.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
