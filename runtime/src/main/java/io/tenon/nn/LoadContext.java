package io.tenon.nn;

import java.util.List;
import java.util.Map;

/**
 * What a load-state-dict pre-hook sees, before a state is loaded into its module; it may change the
 * state and all the lists.
 *
 * @param stateDict the state, a copy: what stands below the module's prefix, or all for the root
 * @param prefix the module's path with a dot behind it, or ""
 * @param localMetadata what the state says of the module, such as its "version"; may be empty
 * @param missingKeys the keys that were missing so far
 * @param unexpectedKeys the keys that were unexpected so far
 * @param errorMessages the errors so far; a hook that finds one adds it here
 */
public record LoadContext(
    StateDict stateDict,
    String prefix,
    Map<String, Object> localMetadata,
    boolean strict,
    List<String> missingKeys,
    List<String> unexpectedKeys,
    List<String> errorMessages) {}
