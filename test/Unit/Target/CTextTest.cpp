// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C text: constants keep their bits, comments cannot be escaped from.

#include "ecg/Target/CText.h"
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>

using namespace ecg;

TEST(CText, FloatsReadBackAsTheSameBits) {
  using Limits = std::numeric_limits<float>;
  for (float value :
       {0.0f, -0.0f, 1.0f, 0.1f, 1.0f / 3, 16777216.0f, 3.4e38f, Limits::min(),
        Limits::denorm_min(), -Limits::max(), 123456789.0f}) {
    std::string text = cFloat(value);
    ASSERT_EQ(text.back(), 'f') << text;
    float back = std::strtof(text.c_str(), nullptr);
    EXPECT_EQ(back, value) << text;
    EXPECT_EQ(std::signbit(back), std::signbit(value)) << text;
    // `1f` is no constant.
    EXPECT_NE(text.find_first_of(".e"), std::string::npos) << text;
  }
}

TEST(CText, SpecialFloatsAreMacros) {
  EXPECT_EQ(cFloat(INFINITY), "INFINITY");
  EXPECT_EQ(cFloat(-INFINITY), "-INFINITY");
  EXPECT_EQ(cFloat(NAN), "NAN");
}

TEST(CText, SmallestIntegerIsNoNegatedConstant) {
  EXPECT_EQ(cInt(-2147483647), "-2147483647");
  EXPECT_EQ(cInt(-2147483648LL), "INT32_MIN");
}

TEST(CText, CommentsStayComments) {
  EXPECT_EQ(cCommentText("a */ int x; /* b").find("*/"), std::string::npos);
  EXPECT_EQ(cCommentText("**//").find("*/"), std::string::npos);
  EXPECT_EQ(cCommentText("/").size(), 1u);
  EXPECT_EQ(cCommentText("a\nb\tc"), "a?b?c");
  EXPECT_EQ(cCommentText("end\\"), "end/");
  EXPECT_EQ(cCommentText("what?"
                         "?/")
                .find("?"
                      "?"),
            std::string::npos);
}

TEST(CText, StringsAreQuoted) {
  EXPECT_EQ(cString("say \"x\\y\""), "\"say \\\"x\\\\y\\\"\"");
}
