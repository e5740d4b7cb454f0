#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>

namespace d2l {

/// A counted pointer to an object that carries its own count: one word, no control block. The pointee's namespace
/// provides `intrusive_ptr_add_ref(T*)` and `intrusive_ptr_release(T*)`; the last release ends the object. Counts are
/// plain integers: a tensor and its graph belong to one thread at a time (the loops inside an op are parallel, the
/// handles are not).
template <class T>
using Ref = boost::intrusive_ptr<T>;

}  // namespace d2l
