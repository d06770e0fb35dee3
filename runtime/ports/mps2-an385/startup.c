// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Start-up of the AN385.
#include "cortex_m_startup.h"
