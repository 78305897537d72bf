package org.sessionlogging.central;

import org.sessionlogging.kit.reconcile.Progress;

/** The generated code wants a class of this name in this package. */
public class CallbackContext extends Progress {}
