// Probabilities of three classes of which any may hold.
func.func @scores(%x: tensor<1x3xf32> {ecg.name = "x"}) -> (tensor<1x3xf32> {ecg.name = "p"}) {
  %p = ecg.sigmoid %x : tensor<1x3xf32> -> tensor<1x3xf32>
  return %p : tensor<1x3xf32>
}
