/** Every message to the user, with its code and remedy, and the way it reaches javac. */
package io.tenon.processor.diagnostic;
