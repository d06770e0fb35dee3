// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants given for inputs, as the model declares the inputs.

#ifndef ECG_LIB_IMPORT_INPUTCONSTANTS_H
#define ECG_LIB_IMPORT_INPUTCONSTANTS_H

#include "HostTensor.h"
#include "ecg/Import/InputConstants.h"
#include "onnx/onnx_pb.h"

namespace ecg {

/// The constant `given` for `input`. Fails, with a message that names the
/// input, where element type, shape or number of values contradict it.
llvm::Expected<HostTensor> bindConstant(const onnx::ValueInfoProto &input,
                                        const InputConstants::Input &given);

} // namespace ecg

#endif // ECG_LIB_IMPORT_INPUTCONSTANTS_H
