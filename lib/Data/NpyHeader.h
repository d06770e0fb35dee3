// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a .npy header says, before a byte of data is believed. Private to the
// room: the archive reader needs it to bound what it unpacks.
#ifndef ECG_LIB_DATA_NPYHEADER_H
#define ECG_LIB_DATA_NPYHEADER_H

#include "ecg/Data/Npz.h"

namespace ecg {

struct NpyHeader {
  char kind = 'f';
  unsigned itemBytes = 0;
  bool bigEndian = false;
  bool fortranOrder = false;
  std::vector<int64_t> shape;
  uint64_t dataOffset = 0; ///< of the first element
  uint64_t dataBytes = 0;  ///< what the shape asks for
};

/// Parses the header at the front of `image`, which may be just a front part.
llvm::Expected<NpyHeader> parseNpyHeader(llvm::ArrayRef<uint8_t> image,
                                         llvm::StringRef what);

/// The header of a whole `image`, whose data are as many as the shape needs.
llvm::Expected<NpyHeader> parseNpyImage(llvm::ArrayRef<uint8_t> image,
                                        llvm::StringRef what);

/// What has to be unpacked of an array to see its header.
constexpr uint64_t kNpyFrontBytes = 4096;

/// Whether the header at `front` asks for exactly the `size` bytes, header
/// included, that an archive promises.
llvm::Error checkNpySize(llvm::ArrayRef<uint8_t> front, uint64_t size,
                         llvm::StringRef what);

} // namespace ecg

#endif // ECG_LIB_DATA_NPYHEADER_H
