/** Amazon S3 as far as a bucket's settings go: the buckets of all accounts share one namespace. */
package org.sessionlogging.fakes.s3;
