/**
 * What generated code needs, and nothing else: registration of fields, binding of weights, the
 * compiled forward.
 */
package io.tenon.compiled;
