variable "regions" {
  description = "Regions with managed instances; the first is the bucket's."
  type        = list(string)
  default     = ["eu-central-1", "eu-west-1"]
}

variable "package_bucket" {
  description = "Bucket with the packages of both types (../distribution/package-bucket.yaml)."
  type        = string
}

variable "package_version" {
  description = "Version of the types, which is the packages' folder in the bucket. The one value of an upgrade, and of the way back."
  type        = string
}

variable "instance_role_names" {
  description = "Instance roles of the member that get the policy. An account that lacks one goes without."
  type        = list(string)
  default     = ["InstanceRole"]
}
