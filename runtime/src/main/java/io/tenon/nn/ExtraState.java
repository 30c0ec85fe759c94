package io.tenon.nn;

/**
 * A module that has state beside its tensors, as PyTorch's {@code get_extra_state} and {@code
 * set_extra_state}: it is in {@code state_dict} under the module's path and {@code _extra_state}.
 */
public interface ExtraState {
  /** The state, which {@link #setExtraState} understands; files keep it only if it is a tensor. */
  Object getExtraState();

  /** Takes a state that {@link #getExtraState} gave. */
  void setExtraState(Object state);
}
