terraform {
  required_version = ">= 1.9"
  required_providers {
    # From version 6 on a resource may name its Region.
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0, < 7.0"
    }
  }
}

# The log account, and one member. Terraform has no loop over providers: each further member is a provider and a call of the module, or
# takes the StackSet of ../organization.yaml, which joins new accounts by itself.
provider "aws" {
  region  = var.regions[0]
  profile = "log-archive"
}

provider "aws" {
  alias   = "member"
  region  = var.regions[0]
  profile = "payments"
}
