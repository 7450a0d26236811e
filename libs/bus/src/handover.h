#pragma once

// What a thread wrote into a message before it sent it is seen by the thread that receives it:
// libzmq sees to that with atomics of its own, which the thread sanitizer cannot see because libzmq
// is not instrumented. These two say so. In other builds they are nothing.
#if defined(__SANITIZE_THREAD__)

extern "C" void __tsan_release(void* address);  // NOLINT(bugprone-reserved-identifier)
extern "C" void __tsan_acquire(void* address);  // NOLINT(bugprone-reserved-identifier)

namespace assay::bus {
inline void HandOver(void* bytes) {
  __tsan_release(bytes);
}
inline void TakeOver(void* bytes) {
  __tsan_acquire(bytes);
}
}  // namespace assay::bus

#else

namespace assay::bus {
inline void HandOver(void*) {}
inline void TakeOver(void*) {}
}  // namespace assay::bus

#endif
