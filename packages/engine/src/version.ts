/** Of the whole program; stamped into every result. A test holds it equal to the package manifests. */
export const version = "0.1.0"
