package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.nn.NnModule.ForwardHook;
import io.tenon.nn.NnModule.ForwardPreHook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The forward hooks of one module, or of all modules, in order of registration. Replaced as a whole
 * when one is added or removed, so that a hook may remove itself while it runs.
 */
final class Hooks {
  /** The hooks of every module; they run before the module's own. */
  static final Hooks GLOBAL = new Hooks();

  private static final AtomicInteger GLOBAL_VERSION = new AtomicInteger();

  private volatile Map<Object, ForwardPreHook> pre = Map.of();
  private volatile Map<Object, ForwardHook> post = Map.of();

  static void globalChanged() {
    GLOBAL_VERSION.incrementAndGet();
  }

  static int globalVersion() {
    return GLOBAL_VERSION.get();
  }

  boolean isEmpty() {
    return pre.isEmpty() && post.isEmpty();
  }

  synchronized HookHandle addPre(ForwardPreHook hook, Runnable changed) {
    Object key = new Object();
    pre = with(pre, key, hook);
    changed.run();
    return new HookHandle(
        () -> {
          synchronized (this) {
            pre = without(pre, key);
          }
          changed.run();
        });
  }

  synchronized HookHandle addPost(ForwardHook hook, Runnable changed) {
    Object key = new Object();
    post = with(post, key, hook);
    changed.run();
    return new HookHandle(
        () -> {
          synchronized (this) {
            post = without(post, key);
          }
          changed.run();
        });
  }

  private static <H> Map<Object, H> with(Map<Object, H> hooks, Object key, H hook) {
    Map<Object, H> changed = new LinkedHashMap<>(hooks);
    changed.put(key, hook);
    return changed;
  }

  private static <H> Map<Object, H> without(Map<Object, H> hooks, Object key) {
    Map<Object, H> changed = new LinkedHashMap<>(hooks);
    changed.remove(key);
    return changed.isEmpty() ? Map.of() : changed;
  }

  /** The module's forward with the hooks for all modules and these around it. */
  Tensor around(NnModule module, Tensor x) {
    Tensor input = GLOBAL.before(module, x);
    input = before(module, input);
    Tensor output = module.forward(input);
    output = GLOBAL.after(module, input, output);
    return after(module, input, output);
  }

  private Tensor before(NnModule module, Tensor input) {
    Tensor current = input;
    for (ForwardPreHook hook : pre.values()) {
      Tensor replaced = hook.apply(module, current);
      current = replaced == null ? current : replaced;
    }
    return current;
  }

  private Tensor after(NnModule module, Tensor input, Tensor output) {
    Tensor current = output;
    for (ForwardHook hook : post.values()) {
      Tensor replaced = hook.apply(module, input, current);
      current = replaced == null ? current : replaced;
    }
    return current;
  }
}
