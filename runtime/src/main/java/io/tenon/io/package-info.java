/**
 * File formats for weights. Called by users; every file is hostile until it is checked, and a file
 * that is wrong is one {@link io.tenon.io.FileFormatException}.
 */
package io.tenon.io;
