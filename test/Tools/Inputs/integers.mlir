func.func @f(%x: tensor<3xi64> {ecg.name = "x"})
    -> (tensor<3xi1> {ecg.name = "is_two"}, tensor<3xi64> {ecg.name = "sum"}) {
  %two = ecg.constant dense<2> : tensor<i64> -> tensor<i64>
  %0 = ecg.compare "equal" %x, %two : (tensor<3xi64>, tensor<i64>) -> tensor<3xi1>
  %1 = ecg.add %x, %two : (tensor<3xi64>, tensor<i64>) -> tensor<3xi64>
  return %0, %1 : tensor<3xi1>, tensor<3xi64>
}
