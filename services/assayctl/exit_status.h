#pragma once

// What assayctl answers its caller with, beside 0.
namespace assay::ctl {

constexpr int kFailed = 1;    // what was asked for could not be done, or was refused
constexpr int kBadInput = 2;  // nothing was tried: an argument or a file is wrong

}  // namespace assay::ctl
