package io.tenon.processor.plan;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names in generated code, after modules and operations: each once, none that Java reserves. */
final class Names {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized this"
                  + " throw throws transient true try void volatile while _")
              .split(" "));

  private final Set<String> taken = new HashSet<>(KEYWORDS);

  Names(Collection<String> reserved) {
    taken.addAll(reserved);
  }

  /** Whether nothing has this name, nor would have it as a value's offset. */
  boolean isFree(String name) {
    return !taken.contains(name) && !taken.contains(name + "At");
  }

  /** {@code wanted}, or with the first number behind it that makes it new. */
  String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  /** A name for a value: the one for its offset, with {@code At} behind it, is new as well. */
  String uniqueValue(String wanted) {
    String name = wanted;
    for (int i = 2; taken.contains(name) || taken.contains(name + "At"); i++) {
      name = wanted + i;
    }
    taken.add(name);
    taken.add(name + "At");
    return name;
  }

  /** A path or an operation's name as a Java name: {@code layer1.0.conv2} is layer1_0Conv2. */
  static String camel(String path) {
    StringBuilder name = new StringBuilder();
    for (String part : path.split("[._]")) {
      StringBuilder letters = new StringBuilder();
      part.codePoints()
          .filter(Character::isJavaIdentifierPart)
          .filter(c -> c != '$')
          .forEach(letters::appendCodePoint);
      if (letters.isEmpty()) {
        continue;
      }
      boolean digits = Character.isDigit(letters.charAt(0));
      if (digits && (name.isEmpty() || Character.isDigit(name.charAt(name.length() - 1)))) {
        name.append('_');
      }
      name.append(name.isEmpty() ? lower(letters.toString()) : upper(letters.toString()));
    }
    return name.isEmpty() ? "step" : name.toString();
  }

  private static String lower(String word) {
    return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
  }

  static String upper(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
